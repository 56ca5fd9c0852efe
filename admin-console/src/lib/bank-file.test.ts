import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { bankFile, fitsCommitment, isFileOf, type PayoutLine } from './bank-file.ts';

const salt = Buffer.from('0123456789abcdef');
const bank = { bankCode: '004', account: '12345678901', holder: '김, "분식"' };
const commitment = createHmac('sha256', salt).update('004\n12345678901\n김, "분식"').digest('hex');
const line: PayoutLine = {
  vendor: 'V',
  day: 1,
  net: 23_888,
  commitment,
  bank,
  salt: salt.toString('base64url'),
};

it("fits the ledger's commitment with the very account, and with no other", async () => {
  expect(await fitsCommitment(line)).toBe(true);
  expect(await fitsCommitment({ ...line, bank: { ...bank, account: '12345678902' } })).toBe(false);
  expect(await fitsCommitment({ ...line, bank: { ...bank, holder: '이분식' } })).toBe(false);
  expect(await fitsCommitment({ ...line, salt: Buffer.from('another salt....').toString('base64url') })).toBe(
    false,
  );
  expect(await fitsCommitment({ ...line, salt: '!' })).toBe(false);
});

it('writes a line for the bank in the columns that are set, whatever the holder is called', () => {
  const text = bankFile([line], ['won', 'holder', 'memo'], () => '1일차');
  expect(text).toBe('\uFEFF23888,"김, ""분식""",1일차\r\n');
});

it('knows the file of its lines in either language, and no other', () => {
  const columns = ['bankCode', 'account', 'won', 'holder', 'memo'] as const;
  const memos = [(day: number) => `금오페이 ${day}일차`, (day: number) => `Kumoh Pay day ${day}`];
  const isOf = (lines: PayoutLine[], file: string) => isFileOf(lines, columns, memos, file);
  const korean = bankFile([line], columns, () => '금오페이 1일차');
  expect(isOf([line], korean)).toBe(true);
  expect(isOf([line], korean.replace('금오페이 1일차', 'Kumoh Pay day 1'))).toBe(true);
  const wrong = [
    korean.replace('12345678901', '99999999999'),
    korean.replace('23888', '93888'),
    korean.replace('1일차', '99999999999'),
    korean + korean.slice(1),
    '',
  ];
  for (const file of wrong) expect(isOf([line], file)).toBe(false);
  expect(isOf([line, line], korean)).toBe(false);
});
