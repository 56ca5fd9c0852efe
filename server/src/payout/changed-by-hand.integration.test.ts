import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { appoint, found, type Officer, value } from '../../test/founding.ts';
import { enrol, newStudent } from '../../test/member.ts';
import {
  approveDay,
  bank,
  closedDay,
  figuresOf,
  giveAccount,
  preparedOf,
  signedBy,
} from '../../test/settling.ts';
import { issueTo, newProgramme, openShop, type Shop } from '../../test/shop.ts';

/** Whoever writes into the database moves no payout: what was approved and signed stands on the ledger. */

let campus: Campus;
let park: Officer;
let choi: Officer;
let jung: Officer;
let shops: [Shop, Shop];
const own = { ...bank, account: '99999999999', holder: '나쁜놈' };
beforeAll(async () => {
  campus = await openCampus();
  [park, choi] = await found(campus);
  jung = await appoint(campus, [park, choi], 'jung', ['approver']);
  const kim = newStudent(campus, '20260001', '김하나');
  await enrol(campus, park, kim);
  shops = [await openShop(campus, park, '분식'), await openShop(campus, park, '카페')];
  await issueTo(park, await newProgramme([park, choi], '식권'), kim.account, 50_000);
  for (const [place, shop] of shops.entries()) {
    await closedDay(park, shop, kim, { day: 1, amounts: [5_500] });
    await giveAccount([park, choi], shop, place === 0 ? bank : own);
    value(await approveDay(park, shop, { day: 1, shown: await figuresOf(park, shop, 1) }));
  }
});
afterAll(() => campus.stop());

const linesOf = (shop: Shop) =>
  choi.console.payout.lines.mutate({ settlements: [{ vendor: shop.vendor, day: 1 }] });

it('gives no bank account that another was put in the place of', async () => {
  const payees = campus.db.selectFrom('payee').selectAll();
  const [honest, thief] = await Promise.all(
    shops.map(({ vendor }) => payees.where('vendor', '=', vendor).executeTakeFirstOrThrow()),
  );
  if (!honest || !thief) throw new Error('two payees');
  const put = (sealed: Buffer) =>
    campus.db.updateTable('payee').set({ sealed }).where('commitment', '=', honest.commitment).execute();
  const broken = Buffer.from(honest.sealed);
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
  for (const sealed of [thief.sealed, broken]) {
    await put(sealed);
    await expect(linesOf(shops[0])).rejects.toThrow('INTERNAL');
  }
  await put(honest.sealed);
  expect(value(await linesOf(shops[0]))).toMatchObject([{ bank }]);
});

it('gives no bank file but the one that was signed, and prepares none whose line was changed', async () => {
  const batches: string[] = [];
  const files = ['004,12345678901,5500,김분식,1일차\r\n', '004,99999999999,5500,나쁜놈,1일차\r\n'];
  for (const [place, shop] of shops.entries()) {
    const file = files[place] ?? '';
    const order = await preparedOf(choi, shop, { day: 1, file });
    const signed = signedBy(shop, order, choi);
    const changed = file.replace('5500', '9500');
    expect(await choi.console.payout.prepare.mutate({ signed, file: changed })).toMatchObject({
      code: 'FIGURES_CHANGED',
    });
    value(await choi.console.payout.prepare.mutate({ signed, file }));
    batches.push(order.id);
  }
  const [batch = '', other = ''] = batches;
  const sealedOf = async (one: string) =>
    (
      await campus.db
        .selectFrom('payout_file')
        .select('sealed')
        .where('batch', '=', one)
        .executeTakeFirstOrThrow()
    ).sealed;
  const [honest, thief] = [await sealedOf(batch), await sealedOf(other)];
  const put = (sealed: Buffer) =>
    campus.db.updateTable('payout_file').set({ sealed }).where('batch', '=', batch).execute();
  const broken = Buffer.from(honest);
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
  for (const sealed of [thief, broken]) {
    await put(sealed);
    expect(await jung.console.payout.file.mutate({ batch })).toMatchObject({ code: 'FIGURES_CHANGED' });
  }
  await put(honest);
  const { file } = value(await jung.console.payout.file.mutate({ batch }));
  expect(parseCsv(file)).toEqual([['004', '12345678901', '5500', '김분식', '1일차']]);
});
