import { contentSecurity } from '@kumoh-pay/ui/vite/content-security.ts';
import { firstPaint } from '@kumoh-pay/ui/vite/first-paint.ts';
import adapterStatic from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    firstPaint(),
    sveltekit({
      adapter: adapterStatic({ fallback: '200.html', precompress: true }),
      csp: contentSecurity,
    }),
  ],
  // Fonts and images stay files: the content security policy knows no data addresses for fonts.
  build: { assetsInlineLimit: 0 },
});
