import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser } from '../../test/browser.ts';
import { type Campus, openCampus } from '../../test/campus.ts';
import { consoleOf, found, type Officer, value } from '../../test/founding.ts';
import { sha256, until } from '../../test/settling.ts';
import { newOrder, newSigner, type Signer } from '../../test/signer.ts';

/** An office of two, in which one loses everything but the recovery code on paper. */

let campus: Campus;
let park: Officer;
let choi: Officer;
let ledgerName: string;
beforeAll(async () => {
  campus = await openCampus();
  [park, choi] = await found(campus);
  ({ ledgerName } = await park.console.officer.me.query());
});
afterAll(() => campus.stop());

async function replacement(officer: Officer, key: Signer) {
  const [text] = await park.console.ledger.read.query({ records: [['officer', officer.id]] });
  const body = { until: until(), shown: sha256(text ?? ''), officer: officer.id, key: key.key };
  return newOrder('replaceOfficerKey', { ...body, recoveryKey: newSigner().key });
}
const keyOf = async (officer: Officer) =>
  (await park.console.officer.list.query()).find(({ id }) => id === officer.id)?.ledger?.key;

it('nobody takes the other one’s place alone', async () => {
  const order = await replacement(choi, newSigner());
  const { key, recoveryKey = '' } = order.body;
  value(await choi.console.officer.askForKey.mutate({ key, recoveryKey }));
  const alone = park.signer.order(ledgerName, 'officer', park.id, order);
  value(await park.console.approval.propose.mutate({ signed: { order, signatures: [alone] }, shown: null }));
  expect(await park.console.approval.sign.mutate({ id: order.id, signature: alone.signature })).toMatchObject(
    { code: 'SECOND_OFFICER_NEEDED' },
  );
  const retire = newOrder('retireOfficer', { until: until(), shown: order.body.shown, officer: choi.id });
  const signed = { order: retire, signatures: [park.signer.order(ledgerName, 'officer', park.id, retire)] };
  value(await park.console.approval.propose.mutate({ signed, shown: null }));
  const { signature } = choi.signer.order(ledgerName, 'officer', choi.id, retire);
  expect(await choi.console.approval.sign.mutate({ id: retire.id, signature })).toMatchObject({
    code: 'LAST_APPROVER',
  });
  expect(await keyOf(choi)).toBe(choi.signer.key);
});

it('who has lost browser, password and authenticator comes back by the paper code and the other one’s signature', async () => {
  const { link } = value(await park.console.invitation.inviteReset.mutate({ officer: choi.id }));
  const token = link.split('#')[1] ?? '';
  const fresh = consoleOf(new Browser(campus.server.addresses.console));
  const password = '새 술은 새 부대에 담는다 1';
  choi.totpSecret = value(await fresh.invitation.acceptReset.mutate({ token, password })).totpSecret;
  await expect(choi.console.officer.me.query()).rejects.toThrow('SIGN_IN_AGAIN');
  value(await fresh.officer.signIn.mutate({ mail: choi.mail, password, totp: choi.totp() }));
  const key = newSigner();
  const order = await replacement(choi, key);
  // What the reset gave alone, a session, puts no key on the ledger.
  const own = key.order(ledgerName, 'officer', choi.id, order);
  expect(await fresh.officer.replaceKey.mutate({ signed: { order, signatures: [own] } })).toMatchObject({
    ok: false,
  });
  const paper = choi.recovery.order(ledgerName, 'recovery', choi.id, order);
  expect(await fresh.officer.replaceKey.mutate({ signed: { order, signatures: [paper] } })).toMatchObject({
    ok: false,
  });
  expect(await keyOf(choi)).toBe(choi.signer.key);
  const again = await replacement(choi, key);
  const code = choi.recovery.order(ledgerName, 'recovery', choi.id, again);
  value(await fresh.approval.propose.mutate({ signed: { order: again, signatures: [code] }, shown: null }));
  const { signature } = park.signer.order(ledgerName, 'officer', park.id, again);
  value(await park.console.approval.sign.mutate({ id: again.id, signature }));
  expect(await keyOf(choi)).toBe(key.key);
});
