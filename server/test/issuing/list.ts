import { type Id, newId } from '@kumoh-pay/domain';
import type { Chance } from '../../../command/src/demo/chance.ts';
import type { ListProblem } from '../../src/issue/tables.ts';
import { type Person, person } from '../../src/order/test-campus.ts';

/** Somebody whose number may stand on a list. */
export interface Listed {
  studentNumber: string;
  /** Null: on the roster, and has not signed up. */
  account: Person | null;
}

/** A line as the office wrote it, and what has to come of it. */
export interface ListedLine {
  studentNumber: string;
  /** As it stands in the file. */
  cell: string;
  /** In won, as it is to be read; null when it names none. */
  amount: number | null;
  problem: ListProblem | null;
  /** Who gets it. */
  account: Person | null;
}

/** An issue as the office sent it, and the lines that it was made from. */
export interface SentIssue {
  order: Id;
  programme: Id;
  lines: ListedLine[];
}

const faultKinds = ['number', 'amount', 'unknown', 'twice', 'had', 'noAccount', 'closed'] as const;
const wonEach = { least: 1_000, most: 9_000 };
const badAmounts = ['', '0', '-500', '1.5', '오천 원쯤', '99999999999'];
const firstNumber = 20_260_000;

export interface Roll {
  receivers: Listed[];
  had: Listed[];
  closed: Listed[];
  noAccount: Listed[];
}

/** People in the numbers that a list with so many faults needs; keys of their own, nothing on a ledger yet. */
export function rollOf(receivers: number, faults: number): Roll {
  let number = firstNumber;
  const some = (count: number, account: () => Person | null): Listed[] =>
    Array.from({ length: count }, () => {
      number += 1;
      return { studentNumber: String(number), account: account() };
    });
  const each = Math.ceil(faults / faultKinds.length);
  return {
    receivers: some(receivers, person),
    had: some(each, person),
    closed: some(each, person),
    noAccount: some(each, () => null),
  };
}

/** Every receiver once, and among them so many faulty lines, of each kind in turn. */
export function listOf(roll: Roll, faults: number, chance: Chance): ListedLine[] {
  const lines = roll.receivers.map(({ studentNumber, account }): ListedLine => {
    const amount = chance.between(wonEach.least, wonEach.most);
    // As people type it.
    const cell = chance.of([`${amount}`, `${amount}원`, ` ${amount} `]);
    return { studentNumber, cell, amount, problem: null, account };
  });
  const faulty = Array.from({ length: faults }, (_, place) => faultAt(place, roll, chance));
  // A number that stands twice counts where it stands first.
  for (const fault of faulty) {
    const after = fault.problem === 'twice' ? placeOf(lines, fault.studentNumber) + 1 : 0;
    lines.splice(chance.between(after, lines.length), 0, fault);
  }
  return lines;
}

const placeOf = (lines: readonly ListedLine[], number: string): number =>
  lines.findIndex((line) => line.studentNumber === number && line.problem === null);

function faultAt(place: number, roll: Roll, chance: Chance): ListedLine {
  const problem = faultKinds[place % faultKinds.length] ?? 'number';
  const nth = Math.floor(place / faultKinds.length);
  const amount = chance.between(wonEach.least, wonEach.most);
  const plain = { cell: String(amount), amount, problem, account: null };
  const of = (listed: Listed | undefined) => ({ ...plain, studentNumber: listed?.studentNumber ?? '' });
  switch (problem) {
    case 'number':
      return { ...plain, studentNumber: `학번${newId().slice(0, 4)}` };
    case 'amount':
      // A stranger's number: the amount is looked at first.
      return { ...plain, studentNumber: String(9_900_000 + nth), cell: chance.of(badAmounts), amount: null };
    case 'unknown':
      return { ...plain, studentNumber: String(8_800_000 + nth) };
    case 'twice':
      return of(chance.of(roll.receivers));
    default:
      return of(roll[problem][nth]);
  }
}

/** The file as the office's spreadsheet saves it. */
export const fileOf = (lines: readonly ListedLine[]): string =>
  ['학번,금액', ...lines.map(({ studentNumber, cell }) => `${studentNumber},${cell}`)].join('\r\n');
