import { minuteMs, type OrderOf, sha256Hex, utf8 } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { appoint, found, type Officer, value } from '../../test/founding.ts';
import { newOrder, newSigner } from '../../test/signer.ts';

let campus: Campus;
let park: Officer;
let choi: Officer;
let jung: Officer;
let ledgerName: string;
beforeAll(async () => {
  campus = await openCampus();
  [park, choi] = await found(campus);
  jung = await appoint(campus, [park, choi], 'jung', ['approver', 'registrar']);
  ledgerName = (await park.console.officer.me.query()).ledgerName;
});
afterAll(() => campus.stop());

async function replacement(officer: Officer, body: { key: string; recoveryKey?: string }) {
  const [text] = await park.console.ledger.read.query({ records: [['officer', officer.id]] });
  const shown = await sha256Hex(utf8(text ?? ''));
  return newOrder('replaceOfficerKey', {
    until: Date.now() + 60 * minuteMs,
    shown,
    officer: officer.id,
    ...body,
  });
}
const signedBy = (officer: Officer, order: OrderOf<'replaceOfficerKey'>) =>
  officer.signer.order(ledgerName, 'officer', officer.id, order);
const keyOf = async (officer: Officer) =>
  (await park.console.officer.list.query()).find(({ id }) => id === officer.id)?.ledger?.key;

it('brings an officer back who has the recovery code, and another approver signs', async () => {
  const [key, recovery] = [newSigner(), newSigner()];
  const order = await replacement(jung, { key: key.key, recoveryKey: recovery.key });
  const own = jung.recovery.order(ledgerName, 'recovery', jung.id, order);
  value(await jung.console.approval.propose.mutate({ signed: { order, signatures: [own] }, shown: null }));
  expect(await keyOf(jung)).toBe(jung.signer.key);
  value(
    await park.console.approval.sign.mutate({ id: order.id, signature: signedBy(park, order).signature }),
  );
  expect(await keyOf(jung)).toBe(key.key);
  jung.signer = key;
  jung.recovery = recovery;
});

it('lets the recovery code alone bring nobody back, not even its own officer with the new key', async () => {
  const key = newSigner();
  const order = await replacement(jung, { key: key.key, recoveryKey: newSigner().key });
  const own = jung.recovery.order(ledgerName, 'recovery', jung.id, order);
  value(await jung.console.approval.propose.mutate({ signed: { order, signatures: [own] }, shown: null }));
  const again = key.order(ledgerName, 'officer', jung.id, order).signature;
  const answer = await jung.console.approval.sign.mutate({ id: order.id, signature: again });
  expect(answer).toMatchObject({ ok: false });
  expect(await keyOf(jung)).toBe(jung.signer.key);
});

it('shows the key that a new browser asks for until two other approvers have signed it', async () => {
  const [key, recovery] = [newSigner(), newSigner()];
  value(await jung.console.officer.askForKey.mutate({ key: key.key, recoveryKey: recovery.key }));
  const asked = (await park.console.officer.list.query()).find(({ id }) => id === jung.id)?.asked;
  expect(asked).toMatchObject({ key: key.key, recoveryKey: recovery.key });
  const order = await replacement(jung, { key: key.key, recoveryKey: recovery.key });
  const signed = { order, signatures: [signedBy(park, order)] };
  value(await park.console.approval.propose.mutate({ signed, shown: null }));
  expect(await keyOf(jung)).toBe(jung.signer.key);
  value(
    await choi.console.approval.sign.mutate({ id: order.id, signature: signedBy(choi, order).signature }),
  );
  expect(await keyOf(jung)).toBe(key.key);
  expect((await park.console.officer.list.query()).find(({ id }) => id === jung.id)?.asked).toBeNull();
});
