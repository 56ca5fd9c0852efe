/**
 * What a page has asked of its door before the app was there to ask: on a slow line the answers come while the app's
 * code is still on its way.
 */

/** Asked once, and answered to whoever asks for the same first. */
export interface AskedAhead {
  /** This device's clock when the call began. */
  sentAtMs: number;
  /** With this device's clock when the answer came. */
  answer: Promise<{ response: Response; receivedAtMs: number }>;
}

declare global {
  /** By address, without the host. Left by a script that runs before the app; absent where there is none. */
  var kumohPayAskedAhead: Record<string, AskedAhead> | undefined;
}

/**
 * Puts a script's calls where `takeAskedAhead` finds them.
 * @param addresses of queries, which change nothing and take no input.
 * @returns the script's text.
 */
export const askAheadScript = (addresses: readonly string[]): string => `(function (addresses) {
  var asked = (globalThis.kumohPayAskedAhead = {});
  addresses.forEach(function (address) {
    var answer = fetch(address).then(function (response) {
      return { response: response, receivedAtMs: Date.now() };
    });
    // With no network nobody may ever ask for it.
    answer.catch(function () {});
    asked[address] = { sentAtMs: Date.now(), answer: answer };
  });
})(${JSON.stringify(addresses)});
`;

/** The call to this address that is under way or answered; null when there is none, or it was taken before. */
export function takeAskedAhead(address: string): AskedAhead | null {
  const asked = globalThis.kumohPayAskedAhead;
  const found = asked?.[address];
  if (!asked || !found) return null;
  delete asked[address];
  return found;
}
