type Source = 'self' | 'none' | 'wasm-unsafe-eval' | 'unsafe-inline' | 'data:' | 'blob:';

const from = (...sources: Source[]): Source[] => sources;

/**
 * The content security policy of every app, written into 200.html with the hash of SvelteKit's one inline script.
 * - wasm-unsafe-eval: the QR reader is WebAssembly.
 * - style unsafe-inline: SvelteKit and the apps set inline styles (measured: without it the page is refused).
 * - blob: images and media are what the camera and downloads make on this machine.
 * Frame-ancestors cannot stand in a page; the server's header carries it.
 */
export const contentSecurity = {
  mode: 'hash' as const,
  directives: {
    'default-src': from('self'),
    'script-src': from('self', 'wasm-unsafe-eval'),
    'style-src': from('self', 'unsafe-inline'),
    'img-src': from('self', 'data:', 'blob:'),
    'media-src': from('self', 'blob:'),
    'font-src': from('self'),
    'connect-src': from('self'),
    'worker-src': from('self', 'blob:'),
    'object-src': from('none'),
    'base-uri': from('none'),
    'form-action': from('self'),
  },
};
