import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { found, type Officer, value } from '../../test/founding.ts';
import { enrol, newStudent, type Student } from '../../test/member.ts';
import {
  approveDay,
  closedDay,
  figuresOf,
  giveAccount,
  sha256,
  signedBy,
  until,
} from '../../test/settling.ts';
import { issueTo, newProgramme, openShop, type Shop } from '../../test/shop.ts';
import { newOrder } from '../../test/signer.ts';

let campus: Campus;
let park: Officer;
let choi: Officer;
let kim: Student;
let shop: Shop;
let programme: string;
beforeAll(async () => {
  campus = await openCampus();
  [park, choi] = await found(campus);
  kim = newStudent(campus, '20260001', '김하나');
  const lee = newStudent(campus, '20260002', '이두리');
  await enrol(campus, park, kim, lee);
  shop = await openShop(campus, park, '학생회관 분식');
  await openShop(campus, park, '도서관 카페');
  programme = await newProgramme([park, choi], '축제 식권');
  await issueTo(park, programme, kim.account, 50_000);
  await closedDay(park, shop, kim, { day: 1, amounts: [5_500] });
  await giveAccount([park, choi], shop);
  value(await approveDay(park, shop, { day: 1, shown: await figuresOf(park, shop, 1) }));
  for (const { account } of [kim, lee]) {
    const [text] = await park.console.ledger.read.query({ records: [['account', account]] });
    const order = newOrder('suspendAccount', { account, until: until(), shown: sha256(text ?? '') });
    value(await park.console.member.suspend.mutate({ signed: signedBy(shop, order, park) }));
  }
});
afterAll(() => campus.stop());

/** Acts with their subjects, the latest first. */
const about = async (words: string) =>
  (await choi.console.auditLog.search.query({ about: words })).map(({ act, subject }) => `${act} ${subject}`);

it('finds nothing by a name that nobody has, nor by a sign that stands for any', async () => {
  expect(await about('박없음')).toEqual([]);
  expect(await about('%')).toEqual([]);
  expect(await about('_')).toEqual([]);
});

it.each(['하나', '20260001', 'ㄱㅎㄴ'])('finds by %s what was done to one member alone', async (words) => {
  expect(await about(words)).toEqual([`suspendAccount account.${kim.account}`]);
});

it('finds by a vendor’s name its counters, its bank account, who asked for it and who approved its day', async () => {
  const found = await about('분식');
  expect(found).toEqual([
    `approveSettlement settlement.${shop.vendor}.1`,
    `changeVendor vendor.${shop.vendor}`,
    `propose vendor.${shop.vendor}`,
    `keepBankAccount vendor.${shop.vendor}`,
    `pairTerminal terminal.${shop.terminal}`,
    `offerSlip terminal.${shop.terminal}`,
    `saveVendor vendor.${shop.vendor}`,
    `registerVendor vendor.${shop.vendor}`,
  ]);
  expect(await about(shop.vendor.toLowerCase())).toEqual(found.filter((one) => !one.includes('terminal.')));
});

it('finds by a programme’s name what was issued of it', async () => {
  const acts = await about('축제');
  expect(acts).toContain(`issue programme.${programme}`);
  expect(acts.every((one) => one.endsWith(`programme.${programme}`))).toBe(true);
});

it('finds what was done to an officer, and of it what another one did', async () => {
  const search = { about: 'choi', actor: `officer.${park.id}` };
  expect(await choi.console.auditLog.search.query(search)).toEqual([]);
  value(await park.console.invitation.inviteReset.mutate({ officer: choi.id }));
  expect(await choi.console.auditLog.search.query(search)).toMatchObject([
    { act: 'inviteOfficer', subject: `officer.${choi.id}` },
  ]);
});
