import {
  codeAfterMs,
  codeBeforeMs,
  type Order,
  type OrderOf,
  offlineSendMs,
  orderAheadMs,
  orderBytes,
  type PayCode,
  payCodeBytes,
  readPayCode,
  readRequestCode,
  requestCodeBytes,
  slipBytes,
  walletCertificateBytes,
} from '@kumoh-pay/domain';
import type { Keyring } from './keyring.ts';
import { signatureHolds } from './signature.ts';

export interface InnerSignature {
  /** What was signed, in words. */
  of: string;
  holds: boolean;
}

/** The signatures that an order carries inside: pay code, request, pairing slip, the order that is voided. */
export function innerSignatures(ledger: string, order: Order, keyring: Keyring): InnerSignature[] {
  if (order.type === 'charge') return payCode(ledger, order, keyring);
  if (order.type === 'pay') return [request(ledger, order.body.request, keyring)];
  if (order.type === 'pairTerminal') {
    const { slip, officer, slipSignature } = order.body;
    const roles = keyring.officers.get(officer)?.roles ?? [];
    const may = roles.includes('registrar') || roles.includes('approver');
    return [
      {
        of: `slip by officer ${officer}`,
        holds: may && holds(keyring.keyOf(`officer.${officer}`), slipBytes(ledger, slip), slipSignature),
      },
    ];
  }
  if (order.type !== 'void') return [];
  if (order.body.type !== 'order')
    return order.body.request === undefined ? [] : [request(ledger, order.body.request, keyring)];
  const { signed, order: voided } = order.body;
  return [
    {
      of: `voided order's by ${signed.by}`,
      holds: holds(
        newKey(voided, signed.by) ?? keyring.keyOf(signed.by, voided.type),
        orderBytes(ledger, voided),
        signed.signature,
      ),
    },
  ];
}

/** The key that an order brings for a signer whom the ledger does not know yet. */
export function newKey(order: Order, signer: string): string | null {
  if (order.type === 'openAccount' && signer === `account.${order.body.account}`) return order.body.key;
  if (order.type === 'bootstrap')
    return order.body.officers.find((one) => signer === `officer.${one.id}`)?.key ?? null;
  if (order.type === 'pairTerminal') {
    if (signer === `terminal.${order.body.slip.terminal}`) return order.body.key;
    if (signer === `pairing.${order.body.slip.terminal}`) return order.body.slip.pairingKey;
  }
  return null;
}

/** Of a void: the key that the order to be stopped brings, for a signer whom the ledger does not know. */
export function newKeyOfStopped(order: Order, signer: string): string | null {
  if (order.type !== 'void' || order.body.type !== 'order') return null;
  const stopped = order.body.order;
  return stopped.type === 'openAccount' || stopped.type === 'pairTerminal' ? newKey(stopped, signer) : null;
}

/**
 * What is wrong with the pay code of a committed charge besides its signature, or null: owner's counter, life and cap. One
 * that was taken offline is judged by the terminal's `at`; that its counter was used before is only allowed to one that bounced.
 */
export function payCodeProblem(
  order: Order,
  time: number,
  keyring: Keyring,
  bounced: boolean,
): string | null {
  if (order.type !== 'charge') return null;
  const code = readPayCode(order.body.code);
  if (!code) return 'is no pay code';
  const account = keyring.accounts.get(code.account);
  if (!account) return `belongs to ${code.account}, whom the ledger does not know`;
  const offline = order.body.offline !== undefined;
  if (bounced && !offline) return 'was taken online, and such a charge never bounces';
  if (offline ? !bounced && account.counters.has(code.counter) : code.counter <= account.highestCounter)
    return `has counter ${code.counter}, which was used or lies below ${account.highestCounter}, which was`;
  if (order.body.amount > code.cap) return `allows ${code.cap} won, not ${order.body.amount}`;
  const at = offline ? order.at : time;
  if (at < code.counter - codeBeforeMs || at > code.counter + codeAfterMs)
    return `was not alive at the time ${offline ? 'at which the terminal took it' : 'of the transaction'}`;
  return offline ? offlineProblem(order, code, time) : null;
}

function offlineProblem(order: OrderOf<'charge'>, { certificate }: PayCode, time: number): string | null {
  if (!certificate) return 'is for online payment only';
  if (order.at > time + orderAheadMs || time - order.at > offlineSendMs)
    return 'was taken offline more than a day before it was sent';
  if (order.at > certificate.notAfterSeconds * 1_000) return 'has a certificate that had ended';
  return order.body.amount > certificate.offlineCap
    ? `allows ${certificate.offlineCap} won offline, not ${order.body.amount}`
    : null;
}

/** The member's signature, and the enroller's under the certificate that a terminal trusted. */
function payCode(ledger: string, { body, at }: OrderOf<'charge'>, keyring: Keyring): InnerSignature[] {
  const code = readPayCode(body.code);
  if (!code) return [{ of: 'pay code that cannot be read', holds: false }];
  const { account, certificate } = code;
  const key = body.offline ? keyring.keyAt(account, at) : keyring.keyOf(`account.${account}`);
  const own = {
    of: `pay code of account ${account}`,
    holds: holds(key, payCodeBytes(ledger, code.fields), code.signature),
  };
  if (!body.offline || !certificate) return [own];
  const officer = keyring.officers.get(body.offline.enroller);
  const bytes = walletCertificateBytes(ledger, account, certificate.signedFields);
  const byEnroller = officer?.roles.includes('enroller') === true && certificate.key === key;
  return [
    own,
    {
      of: `wallet certificate of account ${account}`,
      holds: byEnroller && holds(officer.key, bytes, certificate.signature),
    },
  ];
}

function request(ledger: string, digits: string, keyring: Keyring): InnerSignature {
  const code = readRequestCode(digits);
  if (!code) return { of: 'request that cannot be read', holds: false };
  return {
    of: `request of terminal ${code.terminal}`,
    holds: holds(
      keyring.keyOf(`terminal.${code.terminal}`),
      requestCodeBytes(ledger, code.fields),
      code.signature,
    ),
  };
}

const holds = (key: string | null, bytes: Uint8Array, signature: string): boolean =>
  key !== null && signatureHolds(key, bytes, signature);
