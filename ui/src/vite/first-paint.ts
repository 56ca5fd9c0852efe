import type { Plugin } from 'vite';
import { languageKey, textSizeKey, themeKey } from '../kept-choice.ts';

const fileName = 'first-paint.js';

/** Language as language.svelte.ts chooses it, theme and text size: before the first paint, so that nothing flashes. */
const source = `(function () {
  var root = document.documentElement;
  var kept = function (key) { try { return localStorage.getItem(key); } catch (_) { return null; } };
  var language = kept('${languageKey}');
  if (language !== 'ko' && language !== 'en') language = /^ko/i.test(navigator.language) ? 'ko' : 'en';
  root.lang = language;
  var theme = kept('${themeKey}');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  var size = kept('${textSizeKey}');
  if (size === '125' || size === '150') root.style.fontSize = size + '%';
})();
`;

/**
 * Puts first-paint.js beside each app's page. It is a file and not an inline script because the content security
 * policy allows scripts of our own origin only.
 */
export function firstPaint(): Plugin {
  return {
    name: 'kumoh-pay:first-paint',
    configureServer(server) {
      server.middlewares.use(`/${fileName}`, (_request, response) => {
        response.setHeader('content-type', 'text/javascript');
        response.end(source);
      });
    },
    generateBundle() {
      if (this.environment.name === 'client') this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
