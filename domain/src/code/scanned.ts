import { bytesFromDigits, codeKinds, codeVersion, scannedCharactersMax } from './digits.ts';
import type { PayCode } from './pay-code.ts';
import { readPayCode } from './pay-code.ts';
import type { ReceiveCode } from './receive-code.ts';
import { readReceiveAddress } from './receive-code.ts';
import type { RequestCode } from './request-code.ts';
import { readRequestCode } from './request-code.ts';

/** What a camera or a scanner has read, which is data from a stranger. Never throws, whatever it is given. */
export type Scanned =
  | { is: 'pay'; digits: string; code: PayCode }
  | { is: 'request'; digits: string; code: RequestCode }
  | { is: 'receive'; code: ReceiveCode }
  /** A code of ours of a kind or version that this app does not know: "update the app", never a guess. */
  | { is: 'newer' }
  | { is: 'foreign' };

/** @param walletAddress the public address that receive codes of this system begin with. */
export function readScanned(text: string, walletAddress: string): Scanned {
  if (text.length > scannedCharactersMax) return { is: 'foreign' };
  const receive = readReceiveAddress(walletAddress, text);
  if (receive) return { is: 'receive', code: receive };
  const pay = readPayCode(text);
  if (pay) return { is: 'pay', digits: text, code: pay };
  const request = readRequestCode(text);
  if (request) return { is: 'request', digits: text, code: request };
  return { is: looksNewer(text) ? 'newer' : 'foreign' };
}

/** Long runs of digits that decode to a small kind with a higher version, or to a kind beyond the ones known here. */
function looksNewer(text: string): boolean {
  const bytes = bytesFromDigits(text);
  if (!bytes || bytes.length < 66) return false;
  const [kind = 0, version = 0] = bytes;
  const knownKinds: number[] = Object.values(codeKinds);
  return (
    kind >= 1 &&
    kind <= 16 &&
    version >= codeVersion &&
    version <= 16 &&
    (version > codeVersion || !knownKinds.includes(kind))
  );
}
