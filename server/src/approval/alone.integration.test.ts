import {
  addDays,
  type Id,
  newId,
  type Order,
  policySchema,
  type SignedBy,
  seoulDay,
  type VoidableType,
  won,
} from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { Browser } from '../../test/browser.ts';
import { type Campus, openCampus } from '../../test/campus.ts';
import { appoint, consoleOf, found, newOfficer, type Officer, register, value } from '../../test/founding.ts';
import { enrol, newStudent, rosterOf, type Student, signUp } from '../../test/member.ts';
import {
  approveDay,
  closedDay,
  figuresOf,
  giveAccount,
  preparedOf,
  sha256,
  signedBy,
  until,
} from '../../test/settling.ts';
import { newProgramme, openShop, type Shop } from '../../test/shop.ts';
import { newOrder, newSigner } from '../../test/signer.ts';

/** Alone you can't: each order that needs two, tried by one officer in every way, and the same order then signed by two. */

let campus: Campus;
let park: Officer;
/** The same officer in another browser. */
let parkElsewhere: Officer['console'];
let choi: Officer;
let jung: Officer;
let kim: Student;
let shop: Shop;
let programme: Id;
beforeAll(async () => {
  campus = await openCampus();
  [park, choi] = await found(campus);
  jung = await appoint(campus, [park, choi], 'jung', ['approver', 'issuer']);
  kim = newStudent(campus, '20260001', '김하나');
  await enrol(campus, park, kim);
  shop = await openShop(campus, park, '학생회관 분식');
  programme = await newProgramme([park, choi], '식권');
  parkElsewhere = consoleOf(new Browser(campus.server.addresses.console));
  const { mail, password } = park;
  value(await parkElsewhere.officer.signIn.mutate({ mail, password, totp: park.totp() }));
});
afterAll(() => campus.stop());

type RecordKey = Parameters<Officer['console']['ledger']['read']['query']>[0]['records'][number];
const recordOf = async (...key: RecordKey) =>
  (await park.console.ledger.read.query({ records: [key] }))[0] ?? '';
const answerSchema = z.object({ result: z.object({ data: z.object({ ok: z.boolean() }) }) });
/** Any order, as a browser sends it. @returns whether it waits for a second officer now */
async function propose(officer: Officer, signed: { order: Order; signatures: SignedBy[] }): Promise<boolean> {
  const answer = await officer.browser.post('approval.propose', { signed, shown: null });
  return answer.status === 200 && answerSchema.parse(await answer.json()).result.data.ok;
}
const shown = async (...key: RecordKey) => ({ until: until(), shown: sha256(await recordOf(...key)) });
const onLedger = async (type: string, id: Id) => (await recordOf('done', type, id)) !== '';
const terms = () => {
  const today = seoulDay(Date.now());
  return {
    firstDay: today,
    lastDay: addDays(today, 30),
    budget: won(100_000),
    vendors: null,
    transferable: true,
  };
};
const officerRecord = ({ id, signer, recovery }: Officer, role: 'auditor' | 'approver') => ({
  id,
  key: signer.key,
  recoveryKey: recovery.key,
  roles: [role],
});
const toKim = (amount: number) => [{ account: kim.account, amount: won(amount) }];
const aboveTheCap = 1_000_001;

/** In this order: what is taken away comes last. */
const orders = {
  createProgramme: async () =>
    newOrder('createProgramme', { until: until(), programme: newId(), funder: 'coop', ...terms() }),
  changeProgramme: async () =>
    newOrder('changeProgramme', {
      ...(await shown('programme', programme)),
      programme,
      lastDay: addDays(terms().lastDay, 30),
      budget: won(60_000_000),
      vendors: null,
    }),
  issue: async () => newOrder('issue', { until: until(), programme, receivers: toKim(aboveTheCap) }),
  revoke: async () => newOrder('revoke', { until: until(), programme, receivers: toKim(1_000) }),
  registerVendor: async () => {
    const body = { until: until(), vendor: newId(), feeBasisPoints: 0, payee: 'ab'.repeat(32) };
    return newOrder('registerVendor', body);
  },
  changeVendor: async () =>
    newOrder('changeVendor', {
      ...(await shown('vendor', shop.vendor)),
      vendor: shop.vendor,
      feeBasisPoints: 100,
    }),
  setPolicy: async () => {
    const { limits } = policySchema.parse(JSON.parse(await recordOf('policy')));
    return newOrder('setPolicy', { ...(await shown('policy')), limits: { ...limits, refundDays: 6 } });
  },
  appointOfficer: async () => {
    const invited = newOfficer(campus, 'invited');
    await register(invited, park, ['auditor']);
    return newOrder('appointOfficer', { until: until(), officer: officerRecord(invited, 'auditor') });
  },
  replaceOfficerKey: async () => {
    const keys = { key: newSigner().key, recoveryKey: newSigner().key };
    value(await jung.console.officer.askForKey.mutate(keys));
    return newOrder('replaceOfficerKey', {
      ...(await shown('officer', jung.id)),
      officer: jung.id,
      ...keys,
    });
  },
  retireOfficer: async () =>
    newOrder('retireOfficer', { ...(await shown('officer', jung.id)), officer: jung.id }),
  cancelPayout: async () => {
    await closedDay(park, shop, kim, { day: 1, amounts: [1_000] });
    await giveAccount([park, choi], shop);
    value(await approveDay(park, shop, { day: 1, shown: await figuresOf(park, shop, 1) }));
    const file = '004,12345678901,990,김분식,1일차\r\n';
    const prepare = await preparedOf(choi, shop, { day: 1, file });
    value(await choi.console.payout.prepare.mutate({ signed: signedBy(shop, prepare, choi), file }));
    return newOrder('cancelPayout', { ...(await shown('payout', prepare.id)), batch: prepare.id });
  },
  closeAccount: async () =>
    newOrder('closeAccount', { ...(await shown('account', kim.account)), account: kim.account }),
} satisfies Partial<Record<VoidableType, () => Promise<unknown>>>;

it.each(Object.entries(orders))(
  '%s: one officer in two sessions is one; a second one is two',
  async (type, make) => {
    const order = await make();
    const signed = signedBy(shop, order, park);
    expect(await propose(park, signed)).toBe(true);
    const again = () => ({
      id: order.id,
      signature: signedBy(shop, order, park).signatures[0]?.signature ?? '',
    });
    const raced = await Promise.all(
      [park.console, parkElsewhere, park.console, parkElsewhere].map((one) =>
        one.approval.sign.mutate(again()),
      ),
    );
    for (const answer of raced) expect(answer).toMatchObject({ ok: false, code: 'SECOND_OFFICER_NEEDED' });
    // Both signatures from one hand, in one envelope.
    const twice = { order: { ...order, id: newId() } };
    const both = [park, park].flatMap((one) => signedBy(shop, twice.order, one).signatures);
    await propose(park, { order: twice.order, signatures: both });
    const third = await park.console.approval.sign
      .mutate({ id: twice.order.id, signature: both[0]?.signature ?? '' })
      .catch(() => ({ ok: false }));
    expect(third.ok).toBe(false);
    expect([await onLedger(type, order.id), await onLedger(type, twice.order.id)]).toEqual([false, false]);
    const { signature = '' } = signedBy(shop, order, choi).signatures[0] ?? {};
    value(await choi.console.approval.sign.mutate({ id: order.id, signature }));
    expect(type === 'issue' || type === 'revoke' || (await onLedger(type, order.id))).toBe(true);
  },
);

it('what one officer has signed twice goes no further than the door, and alone no further than the contract', async () => {
  const vendor = { until: until(), vendor: newId(), feeBasisPoints: 100, payee: null };
  const register = newOrder('registerVendor', vendor);
  const submit = (...signers: Officer[]) =>
    park.console.vendorRecord.submit.mutate(signedBy(shop, register, ...signers));
  expect(await submit(park)).toMatchObject({ code: 'SECOND_OFFICER_NEEDED' });
  await expect(submit(park, park)).rejects.toThrow('BAD_INPUT');
  value(await submit(park, choi));
});

it('a second officer with the first one’s key is nobody', async () => {
  const double = newOfficer(campus, 'double');
  double.signer = park.signer;
  await register(double, park, ['approver']);
  const officer = officerRecord(double, 'approver');
  const appointed = newOrder('appointOfficer', { until: until(), officer });
  value(await park.console.approval.propose.mutate({ signed: signedBy(shop, appointed, park), shown: null }));
  const { signature = '' } = signedBy(shop, appointed, choi).signatures[0] ?? {};
  expect(await choi.console.approval.sign.mutate({ id: appointed.id, signature })).toMatchObject({
    code: 'KEY_USED_BEFORE',
  });
  expect(await recordOf('officer', double.id)).toBe('');
});

it('no approver slips a key of their own under another’s name, nor one that was put into the table', async () => {
  const seo = newOfficer(campus, 'seo');
  await register(seo, park, ['auditor']);
  const appoint = (keys: { key?: string; recoveryKey?: string }) =>
    newOrder('appointOfficer', {
      until: until(),
      officer: { ...officerRecord(seo, 'auditor'), ...keys },
    });
  const own = newSigner().key;
  for (const keys of [{ recoveryKey: own }, { key: own }])
    expect(await propose(park, signedBy(shop, appoint(keys), park))).toBe(false);
  const honest = appoint({});
  expect(await propose(park, signedBy(shop, honest, park))).toBe(true);
  const { signature = '' } = signedBy(shop, honest, choi).signatures[0] ?? {};
  const sign = () => choi.console.approval.sign.mutate({ id: honest.id, signature });
  const put = (recovery_key: string) =>
    campus.db.updateTable('officer').set({ recovery_key }).where('id', '=', seo.id).execute();
  await put(own);
  expect(await sign()).toMatchObject({ code: 'NOT_AUTHORISED' });
  await put(seo.recovery.key);
  value(await sign());

  const keys = { key: newSigner().key, recoveryKey: newSigner().key };
  value(await seo.console.officer.askForKey.mutate(keys));
  const body = { ...(await shown('officer', seo.id)), officer: seo.id };
  const replace = (given: { key: string; recoveryKey?: string }) =>
    propose(park, signedBy(shop, newOrder('replaceOfficerKey', { ...body, ...given }), park));
  for (const given of [{ ...keys, key: own }, { ...keys, recoveryKey: own }, { key: keys.key }])
    expect(await replace(given)).toBe(false);
  expect(await replace(keys)).toBe(true);
});

it('a programme and its issue by one issuer: nothing is issued of what nobody else has signed, nor above the cap of what both have', async () => {
  const own = newId();
  const create = newOrder('createProgramme', {
    until: until(),
    programme: own,
    funder: 'coop',
    ...terms(),
    budget: won(5_000_000),
  });
  const issue = (amount: number) => {
    const order = newOrder('issue', { until: until(), programme: own, receivers: toKim(amount) });
    return { order, signed: signedBy(shop, order, park) };
  };
  const send = ({ signed }: ReturnType<typeof issue>) => park.console.issue.issue.mutate({ signed });
  expect(await propose(park, signedBy(shop, create, park))).toBe(true);
  expect(await send(issue(1))).toMatchObject({ code: 'UNKNOWN_PROGRAMME' });
  const second = async (id: Id, order: Order) => {
    const { signature = '' } = signedBy(shop, order, choi).signatures[0] ?? {};
    return choi.console.approval.sign.mutate({ id, signature });
  };
  value(await second(create.id, create));
  const { soloIssueCap, issuedAlone } = await park.console.issue.terms.query();
  const large = issue(soloIssueCap - issuedAlone + 1);
  expect(await send(large)).toMatchObject({ code: 'SECOND_OFFICER_NEEDED' });
  expect(await propose(park, large.signed)).toBe(true);
  value(await second(large.order.id, large.order));
  value(await send(issue(1)));
});

it('an issuer’s hundredth small issue of the day is counted with all before it, also when two are raced', async () => {
  const lee = newStudent(campus, '20260002', '이두리');
  value(await park.console.roster.import.mutate({ text: rosterOf(kim, lee) }));
  await signUp(campus, lee);
  const issue = (amount: number) => {
    const receivers = [{ account: lee.account, amount: won(amount) }];
    const order = newOrder('issue', { until: until(), programme, receivers });
    return choi.console.issue.issue.mutate({ signed: signedBy(shop, order, choi) });
  };
  const { soloIssueCap, issuedAlone } = await choi.console.issue.terms.query();
  const each = Math.floor((soloIssueCap - issuedAlone) / 100);
  for (let time = 1; time < 100; time++) value(await issue(each));
  expect(await issue(soloIssueCap)).toMatchObject({ code: 'SECOND_OFFICER_NEEDED' });
  const left = soloIssueCap - (await choi.console.issue.terms.query()).issuedAlone;
  const raced = await Promise.all([issue(left), issue(left), issue(left)]);
  expect(raced.filter(({ ok }) => ok)).toHaveLength(1);
  expect(raced.filter((one) => !one.ok && one.code === 'SECOND_OFFICER_NEEDED')).toHaveLength(2);
  expect(await issue(1)).toMatchObject({ code: 'SECOND_OFFICER_NEEDED' });
  const receivers = [{ account: lee.account, amount: won(1) }];
  const order = newOrder('issue', { until: until(), programme, receivers });
  expect(await propose(choi, signedBy(shop, order, choi))).toBe(true);
  const { signature = '' } = signedBy(shop, order, park).signatures[0] ?? {};
  value(await park.console.approval.sign.mutate({ id: order.id, signature }));
}, 120_000);
