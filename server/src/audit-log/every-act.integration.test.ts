import { newId } from '@kumoh-pay/domain';
import type { AnyRouter } from '@trpc/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser } from '../../test/browser.ts';
import { type Campus, openCampus } from '../../test/campus.ts';
import { appoint, consoleOf, found, newOfficer, type Officer, register, value } from '../../test/founding.ts';
import { enrol, newStudent, type Student, signUp } from '../../test/member.ts';
import {
  approveDay,
  closedDay,
  figuresOf,
  giveAccount,
  preparedOf,
  recordOf,
  sha256,
  signedBy,
  until,
} from '../../test/settling.ts';
import { chargeBy, issueTo, newProgramme, openShop, payCodeBy, type Shop } from '../../test/shop.ts';
import { newOrder, newSigner } from '../../test/signer.ts';
import { consoleRouter } from '../doors/console.ts';

/** What leaves no trace, and why it need not. */
const exempt: Record<string, string> = {
  'demo.takeOver': 'only on a demo, where nothing is anybody’s; the key’s order is noted as any other',
  'issue.check': 'a dry run: nothing that anybody holds changes',
  'roster.compare': 'a dry run: nothing is written',
};
const router: AnyRouter = consoleRouter;
const procedures: Record<string, { _def: { type: string } }> = router._def.procedures;
const acts = Object.keys(procedures).filter((path) => procedures[path]?._def.type === 'mutation');

let campus: Campus;
let park: Officer;
let choi: Officer;
let jung: Officer;
let kim: Student;
let shop: Shop;
/** Procedures of the console that have succeeded, with how many entries each wrote at least. */
const traces = new Map<string, number>();
const network = globalThis.fetch;

const entries = async () => {
  const { count } = await campus.db
    .selectFrom('audit_entry')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('actor', 'like', 'officer.%')
    .executeTakeFirstOrThrow();
  return count;
};

/** Listens at the office's end of the line: each call that succeeds is counted with the entries that it left. */
async function watched(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const path = /\/trpc\/([\w.]+)/.exec(String(input))?.[1];
  const isAct =
    path !== undefined &&
    init?.method === 'POST' &&
    String(input).startsWith(campus.server.addresses.console);
  if (!isAct) return network(input, init);
  const before = await entries();
  const answer = await network(input, init);
  const text = await answer.clone().text();
  // What answers with no result of ours succeeded by answering.
  if (answer.status === 200 && !text.includes('"ok":false'))
    traces.set(path, Math.min(traces.get(path) ?? Number.POSITIVE_INFINITY, (await entries()) - before));
  return answer;
}

beforeAll(async () => {
  campus = await openCampus();
  globalThis.fetch = watched;
  [park, choi] = await found(campus);
  jung = await appoint(campus, [park, choi], 'jung', ['approver', 'registrar']);
  kim = newStudent(campus, '20260001', '김하나');
  await enrol(campus, park, kim);
  shop = await openShop(campus, park, '학생회관 분식');
});
afterAll(async () => {
  globalThis.fetch = network;
  await campus.stop();
});

it('the office gives, settles and pays out', async () => {
  const programme = await newProgramme([park, choi], '식권');
  await issueTo(park, programme, kim.account, 50_000);
  const [issue] = await park.console.issue.list.query({ programme });
  value(await park.console.issue.resume.mutate({ order: issue?.order ?? '' }));
  await closedDay(park, shop, kim, { day: 1, amounts: [5_500] });
  await giveAccount([park, choi], shop);
  const address = { id: shop.vendor, name: '학생회관 분식', place: '1층', mail: 'shop@kumoh.ac.kr' };
  value(await park.console.vendorRecord.save.mutate(address));
  const shown = await figuresOf(park, shop, 1);
  const reason = 'under-review' as const;
  const reject = newOrder('rejectSettlement', { until: until(), shown, vendor: shop.vendor, day: 1, reason });
  value(await park.console.settlement.reject.mutate({ signed: signedBy(shop, reject, park) }));
  value(await approveDay(park, shop, { day: 1, shown: await figuresOf(park, shop, 1) }));
  value(await park.console.settlement.sendStatement.mutate({ vendor: shop.vendor, day: 1 }));
  const lines = value(
    await choi.console.payout.lines.mutate({ settlements: [{ vendor: shop.vendor, day: 1 }] }),
  );
  const commitment = lines[0]?.commitment ?? '';
  value(await choi.console.vendorRecord.bankAccount.mutate({ commitment }));
  const file = '004,12345678901,5500,김분식,1일차\r\n';
  const prepare = await preparedOf(choi, shop, { day: 1, file });
  value(await choi.console.payout.prepare.mutate({ signed: signedBy(shop, prepare, choi), file }));
  value(await choi.console.payout.file.mutate({ batch: prepare.id }));
  const record = await recordOf(jung, prepare.id);
  value(await jung.console.payout.record.mutate({ signed: signedBy(shop, record, jung) }));
  const search = { from: '2026-01-01' };
  value(await park.console.transaction.startExport.mutate({ search, language: 'ko' }));
});

it('the office looks after members, counters and settings', async () => {
  const account = { account: kim.account };
  const shownOf = async () => {
    const [text] = await jung.console.ledger.read.query({ records: [['account', kim.account]] });
    return { until: until(), shown: sha256(text ?? '') };
  };
  const suspend = newOrder('suspendAccount', { ...account, ...(await shownOf()) });
  value(await jung.console.member.suspend.mutate({ signed: signedBy(shop, suspend, jung) }));
  const resume = newOrder('resumeAccount', { ...account, ...(await shownOf()) });
  value(await jung.console.member.resume.mutate({ signed: signedBy(shop, resume, jung) }));
  await park.console.settings.save.mutate({ signUpWithoutRoster: true });
  const stranger = newStudent(campus, '20269999', '박새로');
  await signUp(campus, stranger);
  const [waiting] = await jung.console.roster.waiting.query();
  value(await jung.console.roster.approve.mutate({ member: waiting?.id ?? '' }));
  await disputed();
  const retire = newOrder('retireTerminal', { terminal: shop.terminal, until: until() });
  value(await jung.console.terminal.retire.mutate({ signed: signedBy(shop, retire, jung) }));
});

async function disputed(): Promise<void> {
  const charge = newId();
  value(await chargeBy(shop, payCodeBy(kim, shop.ledgerName, 30_000), 1_000, charge));
  const entry = async () =>
    (await kim.wallet.money.home.query()).entries.find((one) => one.charge === charge);
  await expect.poll(entry, { timeout: 3_000 }).toBeDefined();
  const { sequence = 0 } = (await entry()) ?? {};
  const wrong = { sequence, reason: 'other', expected: null, words: '두 번 눌렸어요' } as const;
  const { id } = value(await kim.wallet.dispute.open.mutate(wrong));
  value(await jung.console.dispute.close.mutate({ dispute: id, answer: '한 번만 결제되었습니다' }));
}

it('officers come, change their keys and passwords, and go', async () => {
  const shown = async (officer: Officer) => {
    const [text] = await park.console.ledger.read.query({ records: [['officer', officer.id]] });
    return sha256(text ?? '');
  };
  const [policy] = await park.console.ledger.read.query({ records: [['policy']] });
  const limits = JSON.parse(policy ?? '').limits;
  const change = newOrder('setPolicy', { until: until(), shown: sha256(policy ?? ''), limits });
  value(await park.console.approval.propose.mutate({ signed: signedBy(shop, change, park), shown: null }));
  value(await park.console.approval.withdraw.mutate({ id: change.id, voided: null }));
  const asked = { key: newSigner().key, recoveryKey: newSigner().key };
  value(await jung.console.officer.askForKey.mutate(asked));
  const key = newSigner();
  const body = { until: until(), shown: await shown(jung), officer: jung.id, key: key.key };
  const replace = newOrder('replaceOfficerKey', body);
  value(await jung.console.officer.replaceKey.mutate({ signed: signedBy(shop, replace, jung) }));
  const nobody = newOfficer(campus, 'nobody');
  await register(nobody, park, ['auditor']);
  value(await park.console.invitation.cancel.mutate({ officer: nobody.id }));
  const { link } = value(await park.console.invitation.inviteReset.mutate({ officer: choi.id }));
  const password = '새 술은 새 부대에 담는다 1';
  const fresh = consoleOf(new Browser(campus.server.addresses.console));
  const token = link.split('#')[1] ?? '';
  choi.totpSecret = value(await fresh.invitation.acceptReset.mutate({ token, password })).totpSecret;
  value(await fresh.officer.signIn.mutate({ mail: choi.mail, password, totp: choi.totp() }));
  const newPassword = '가지 많은 나무에 바람 잘 날 없다 2';
  value(await fresh.officer.changePassword.mutate({ password, newPassword }));
  const second = consoleOf(new Browser(campus.server.addresses.console));
  const signIn = { mail: choi.mail, password: newPassword };
  value(await second.officer.signIn.mutate({ ...signIn, totp: choi.totp() }));
  const other = (await fresh.officer.sessions.query()).find((one) => !one.current);
  value(await fresh.officer.endSession.mutate({ handle: other?.handle ?? '' }));
  value(await fresh.officer.endOtherSessions.mutate());
  value(await fresh.officer.signOut.mutate());
});

it.each(acts.filter((path) => !(path in exempt)))('%s leaves its trace', (path) => {
  expect(traces.get(path), 'nobody in this test has done it').toBeDefined();
  expect(traces.get(path), 'it left no entry').toBeGreaterThan(0);
});

it('has no exemption for what is no act of an officer', () => {
  expect(Object.keys(exempt).filter((path) => !acts.includes(path))).toEqual([]);
});
