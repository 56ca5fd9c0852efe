import {
  newId,
  payCodeBytes,
  payCodeDigits,
  payCodeFields,
  walletCertificateBytes,
  walletCertificateFields,
  won,
} from '@kumoh-pay/domain';
import { publicKeyBytes } from '@kumoh-pay/domain/key.ts';
import { describe, expect, test } from 'vitest';
import { Hand } from '../../command/src/demo/hand.ts';
import { checkOfflineCode } from './offline-code.ts';

const now = 1_795_000_000_000;
const ledgerName = 'kumoh-test';
const [enroller, phone] = [new Hand(), new Hand()];
const trust = { ledgerName, enroller: enroller.publicKey };
const account = newId();

interface Flaw {
  by?: Hand;
  vouchedBy?: Hand;
  ledger?: string;
  counter?: number;
  notAfterSeconds?: number;
  vouchedAccount?: string;
}
/** A code as a phone without a connection shows it, with at most one flaw. */
function codeWith({
  by = phone,
  vouchedBy = enroller,
  ledger = ledgerName,
  counter = now,
  notAfterSeconds = now / 1_000 + 86_400,
  vouchedAccount = account,
}: Flaw = {}): string {
  const fields = payCodeFields({ account, counter, cap: won(30_000) }, true);
  const certificate = walletCertificateFields(
    publicKeyBytes(phone.publicKey) ?? new Uint8Array(),
    won(10_000),
    notAfterSeconds,
  );
  return payCodeDigits(fields, by.sign(payCodeBytes(ledger, fields)), {
    fields: certificate,
    signature: vouchedBy.sign(walletCertificateBytes(ledger, vouchedAccount, certificate)),
  });
}

test('an honest code may take the lower of its two caps', () => {
  expect(checkOfflineCode(codeWith(), trust, now)).toMatchObject({
    ok: true,
    value: { account, cap: 10_000 },
  });
});

describe('each flaw alone refuses the code that without it is taken', () => {
  const flaws: [string, Flaw, string][] = [
    ['signed by another phone', { by: new Hand() }, 'BAD_SIGNATURE'],
    ['vouched for by somebody else', { vouchedBy: new Hand() }, 'BAD_SIGNATURE'],
    ['a certificate of another account', { vouchedAccount: newId() }, 'BAD_SIGNATURE'],
    ['of another ledger', { ledger: 'elsewhere' }, 'BAD_SIGNATURE'],
    ['an old photograph', { counter: now - 76_000 }, 'CODE_EXPIRED'],
    ['a phone whose clock is far ahead', { counter: now + 31_000 }, 'CLOCK_WRONG'],
    ['a certificate that has ended', { notAfterSeconds: now / 1_000 - 1 }, 'CODE_EXPIRED'],
  ];
  test.each(flaws)('%s', (_, flaw, code) => {
    expect(checkOfflineCode(codeWith(flaw), trust, now)).toMatchObject({ ok: false, code });
  });

  test('a code that is for online payment only', () => {
    const fields = payCodeFields({ account, counter: now, cap: won(30_000) });
    const digits = payCodeDigits(fields, phone.sign(payCodeBytes(ledgerName, fields)));
    expect(checkOfflineCode(digits, trust, now)).toMatchObject({ ok: false, code: 'OFFLINE_NOT_ALLOWED' });
  });
});
