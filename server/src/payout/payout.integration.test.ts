import { amountSchema, type Id, newId, type Order } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { appoint, found, type Officer, value } from '../../test/founding.ts';
import { enrol, newStudent, type Student } from '../../test/member.ts';
import {
  approveDay,
  bank,
  closedDay,
  figuresOf,
  giveAccount,
  preparedOf,
  recordOf,
  recordsOf,
  sha256,
  signedBy,
  until,
} from '../../test/settling.ts';
import { issueTo, newProgramme, openShop, type Shop } from '../../test/shop.ts';
import { newOrder } from '../../test/signer.ts';
import { payeeCommitment } from '../vendor/vendor.ts';

let campus: Campus;
let park: Officer;
let choi: Officer;
let jung: Officer;
let kim: Student;
let shop: Shop;
beforeAll(async () => {
  campus = await openCampus();
  [park, choi] = await found(campus);
  jung = await appoint(campus, [park, choi], 'jung', ['approver']);
  kim = newStudent(campus, '20260001', '김하나');
  await enrol(campus, park, kim);
  shop = await openShop(campus, park, '학생회관 분식');
  const programme = await newProgramme([park, choi], '식권');
  await issueTo(park, programme, kim.account, 50_000);
});
afterAll(() => campus.stop());

const signed = <Signed extends Order>(order: Signed, ...officers: Officer[]) =>
  signedBy(shop, order, ...officers);
const figures = (day: number) => figuresOf(park, shop, day);
const approve = (officer: Officer, day: number, shown: string) => approveDay(officer, shop, { day, shown });

/** Another account, another amount, another holder; a line more, a cell more; none; what is no table. */
const wrongFiles = [
  '004,99999999999,17500,김분식,1일차\r\n',
  '004,12345678901,27500,김분식,1일차\r\n',
  '004,12345678901,17500,나쁜놈,1일차\r\n',
  '004,12345678901,17500,김분식,1일차\r\n004,99999999999,17500,나쁜놈,1일차\r\n',
  '004,12345678901,17500,김분식,1일차,004\r\n',
  '',
  '"004',
];

it('pays a day: counted, approved as shown, its file checked against the ledger, recorded by a third', async () => {
  await closedDay(park, shop, kim, { day: 1, amounts: [5_500, 12_000] });
  const recounted = value(await park.console.settlement.show.query({ vendor: shop.vendor, day: 1 }));
  expect(recounted.fromSales).toMatchObject({
    charges: 2,
    refunds: 0,
    programmes: [{ gross: 17_500, refunds: 0 }],
  });

  const beforeAccount = await figures(1);
  const commitment = await giveAccount([park, choi], shop);
  expect(await approve(park, 1, beforeAccount)).toMatchObject({ ok: false, code: 'FIGURES_CHANGED' });
  value(await approve(park, 1, await figures(1)));

  const [line] = value(
    await choi.console.payout.lines.mutate({ settlements: [{ vendor: shop.vendor, day: 1 }] }),
  );
  expect(line).toMatchObject({ net: 17_500, commitment, bank });
  expect(payeeCommitment(bank, Buffer.from(line?.salt ?? '', 'base64url'))).toBe(commitment);

  const file = '004,12345678901,17500,김분식,1일차\r\n';
  const prepare = await preparedOf(choi, shop, { day: 1, file });
  const swapped = file.replace('12345678901', '99999999999');
  expect(
    await choi.console.payout.prepare.mutate({ signed: signed(prepare, choi), file: swapped }),
  ).toMatchObject({
    code: 'FIGURES_CHANGED',
  });
  // Nor does its maker sign a file that pays anything but what the ledger says.
  for (const wrong of wrongFiles) {
    const order = await preparedOf(choi, shop, { day: 1, file: wrong });
    expect(
      await choi.console.payout.prepare.mutate({ signed: signed(order, choi), file: wrong }),
    ).toMatchObject({ code: 'FIGURES_CHANGED' });
  }
  value(await choi.console.payout.prepare.mutate({ signed: signed(prepare, choi), file }));
  const read = () => jung.console.payout.file.mutate({ batch: prepare.id });
  const columns = ['bankCode', 'account', 'won', 'holder', 'memo'];
  const lines = [{ vendor: shop.vendor, day: 1, net: 17_500, bank, commitment }];
  expect(value(await read())).toMatchObject({ file, columns, lines });

  // Another file under the same batch, whoever sends it: the one that was signed stays.
  const other = file.replace('1일차', '2일차');
  const beside = { ...prepare, body: { ...prepare.body, fileHash: sha256(other) } };
  expect(
    await jung.console.payout.prepare.mutate({ signed: signed(beside, jung), file: other }),
  ).toMatchObject({ ok: false });
  expect(value(await read()).file).toBe(file);

  const record = await recordOf(park, prepare.id);
  for (const involved of [park, choi])
    expect(await involved.console.payout.record.mutate({ signed: signed(record, involved) })).toMatchObject({
      code: 'SECOND_OFFICER_NEEDED',
    });
  const address = { id: shop.vendor, name: '학생회관 분식', place: '1층', mail: 'shop@kumoh.ac.kr' };
  value(await park.console.vendorRecord.save.mutate(address));
  // The same again, after a lost answer: the vendor gets one statement.
  for (let time = 0; time < 2; time++)
    value(await jung.console.payout.record.mutate({ signed: signed(record, jung) }));
  const sent = await park.console.auditLog.search.query({ act: 'sendStatement' });
  expect(sent.map(({ actor }) => actor)).toEqual([`officer.${jung.id}`]);
  await expect
    .poll(() => campus.mails.mails().filter(({ to }) => to.includes('shop@kumoh.ac.kr')).length)
    .toBe(1);
  expect((await park.console.payout.list.query())[0]).toMatchObject({
    batch: prepare.id,
    payout: { state: 'paid' },
  });
  expect((await recordsOf(park, shop, 1)).settlement.state).toBe('paid');
});

it('gives no bank account for a settlement that nobody has approved', async () => {
  await closedDay(park, shop, kim, { day: 2, amounts: [3_000] });
  const asked = { settlements: [{ vendor: shop.vendor, day: 2 }] };
  expect(await choi.console.payout.lines.mutate(asked)).toMatchObject({
    ok: false,
    code: 'SETTLEMENT_STATE',
  });
});

it('shows the vendor why a settlement was rejected, and approves it afterwards', async () => {
  const body = {
    until: until(),
    shown: await figures(2),
    vendor: shop.vendor,
    day: 2,
    reason: 'under-review' as const,
  };
  const reject = newOrder('rejectSettlement', body);
  value(await park.console.settlement.reject.mutate({ signed: signed(reject, park) }));
  const [waiting] = await park.console.settlement.list.query({ states: ['counted'] });
  expect(waiting).toMatchObject({ day: 2, settlement: { rejection: 'under-review' } });
  value(await approve(park, 2, await figures(2)));
});

it('finds what happened by member, shop, amount and day, page by page, with what the ledger wrote', async () => {
  const search = park.console.transaction.search;
  const kinds = async (filter: Parameters<typeof search.query>[0]) =>
    (await search.query(filter)).rows.map(({ kind }) => kind);
  expect(await kinds({ sender: '하나' })).toEqual(['charge', 'charge', 'charge']);
  expect(
    await kinds({ sender: '20260001', least: amountSchema.parse(12_000), most: amountSchema.parse(12_000) }),
  ).toEqual(['charge']);
  expect(await kinds({ receiver: '하나' })).toEqual(['issue']);
  expect(await kinds({ sender: '없는 사람' })).toEqual([]);
  expect(await kinds({ vendor: newId() })).toEqual([]);
  expect(await kinds({ from: '2020-01-01', to: '2020-01-02' })).toEqual([]);
  const { rows, people } = await search.query({ kinds: ['charge'] });
  expect(people).toMatchObject([{ name: '김하나', studentNumber: '20260001' }]);
  const [last] = rows;
  const before = {
    sequence: last?.sequence ?? 0,
    account: last?.account ?? '',
    kind: last?.kind ?? 'charge',
  };
  expect((await search.query({ kinds: ['charge'], before })).rows).toEqual(rows.slice(1));
  const shown = value(await park.console.transaction.show.query(before));
  expect(shown.proof.signers).toContain(`terminal.${shop.terminal}`);
  expect(shown.postings.reduce((sum, { amount }) => sum + amount, 0)).toBeGreaterThanOrEqual(3_000);
});

it('takes back all that a closed wallet held, and every won stays accounted for', async () => {
  const [member] = await park.console.member.search.query({ words: '하나' });
  const account: Id = kim.account;
  const [text] = await park.console.ledger.read.query({ records: [['account', account]] });
  const close = newOrder('closeAccount', { until: until(), shown: sha256(text ?? ''), account });
  value(await park.console.approval.propose.mutate({ signed: signed(close, park), shown: text ?? null }));
  const [signature] = signed(close, choi).signatures;
  value(await choi.console.approval.sign.mutate({ id: close.id, signature: signature?.signature ?? '' }));
  const closed = value(await park.console.member.show.query({ member: member?.id ?? '' }));
  expect(closed.balance.spendable).toBe(0);
  const { conservation } = await park.console.overview.read.query();
  expect(conservation).toMatchObject([
    { issued: 50_000, held: 0, settled: 20_500, revoked: 29_500, holds: true },
  ]);
});
