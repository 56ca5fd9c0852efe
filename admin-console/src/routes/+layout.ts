/** The app is a static page that runs in the browser only; there is nothing to render on a server. */
export const ssr = false;
export const prerender = false;
