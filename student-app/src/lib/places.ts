/** Screens for people who are not signed in. */
const openRoutes = new Set(['/welcome', '/sign-up', '/sign-in', '/forgot']);
export const isOpenRoute = (route: string | null): boolean => route !== null && openRoutes.has(route);

/** The receive code that a stranger's camera opened, to go on with after signing in. */
class AfterSignIn {
  #address: { account: string; won: string | null } | null = null;

  keep(url: { pathname: string; searchParams: { get(name: string): string | null } }): void {
    const account = /^\/to\/([0-9A-Z]{26})$/.exec(url.pathname)?.[1];
    if (account !== undefined) this.#address = { account, won: url.searchParams.get('won') };
  }

  take(): { account: string; won: string | null } | null {
    const address = this.#address;
    this.#address = null;
    return address;
  }
}
export const afterSignIn = new AfterSignIn();
