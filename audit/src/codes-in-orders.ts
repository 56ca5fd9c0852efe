import {
  codeAfterMs,
  codeBeforeMs,
  type Order,
  orderBytes,
  payCodeBytes,
  readPayCode,
  readRequestCode,
  requestCodeBytes,
  slipBytes,
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
  if (order.type === 'charge') return [payCode(ledger, order.body.code, keyring)];
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

/** What is wrong with the pay code of a committed charge besides its signature, or null: owner's counter, life and cap. */
export function payCodeProblem(order: Order, time: number, keyring: Keyring): string | null {
  if (order.type !== 'charge') return null;
  const code = readPayCode(order.body.code);
  if (!code) return 'is no pay code';
  const account = keyring.accounts.get(code.account);
  if (!account) return `belongs to ${code.account}, whom the ledger does not know`;
  if (code.counter <= account.counter)
    return `has counter ${code.counter}, not above ${account.counter}, which was used`;
  if (order.body.amount > code.cap) return `allows ${code.cap} won, not ${order.body.amount}`;
  if (time < code.counter - codeBeforeMs || time > code.counter + codeAfterMs)
    return 'was not alive at the time of the transaction';
  return null;
}

function payCode(ledger: string, digits: string, keyring: Keyring): InnerSignature {
  const code = readPayCode(digits);
  if (!code) return { of: 'pay code that cannot be read', holds: false };
  return {
    of: `pay code of account ${code.account}`,
    holds: holds(keyring.keyOf(`account.${code.account}`), payCodeBytes(ledger, code.fields), code.signature),
  };
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
