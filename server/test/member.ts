import { newId } from '@kumoh-pay/domain';
import type { WalletRouter } from '../src/index.ts';
import { Browser } from './browser.ts';
import { type Doors, mailedCode } from './campus.ts';
import { type Officer, value } from './founding.ts';
import { newOrder, newSigner, type Signer } from './signer.ts';

/** A student with a phone. */
export interface Student {
  studentNumber: string;
  name: string;
  mail: string;
  password: string;
  account: string;
  signer: Signer;
  recovery: Signer;
  browser: Browser;
  wallet: ReturnType<typeof walletOf>;
}

export const walletOf = (browser: Browser) => browser.client<WalletRouter>();

export function newStudent(campus: Pick<Doors, 'server'>, studentNumber: string, name: string): Student {
  const browser = new Browser(campus.server.addresses.wallet);
  return {
    studentNumber,
    name,
    mail: `s${studentNumber}@kumoh.ac.kr`,
    password: '봄비 내리는 도서관',
    account: newId(),
    signer: newSigner(),
    recovery: newSigner(),
    browser,
    wallet: walletOf(browser),
  };
}

export const rosterOf = (...students: Student[]): string =>
  ['학번,이름,메일', ...students.map((one) => `${one.studentNumber},${one.name},${one.mail}`)].join('\n');

/** What the phone sends at the end of signing up. */
export async function openingOrder(student: Student, recoveryKey: string | null = student.recovery.key) {
  const { ledgerName } = await student.wallet.member.about.query();
  const order = newOrder('openAccount', { account: student.account, key: student.signer.key, recoveryKey });
  return { order, signatures: [student.signer.order(ledgerName, 'account', student.account, order)] };
}

/** From the form to the open wallet, with the code from the mail. The student must be on the roster. */
export async function signUp(campus: Doors, student: Student): Promise<void> {
  const { studentNumber, name, mail, password, wallet } = student;
  const { attempt } = value(await wallet.signUp.start.mutate({ studentNumber, name, mail }));
  const code = await mailedCode(campus, mail, '가입 코드');
  value(await wallet.signUp.confirm.mutate({ attempt, code }));
  value(
    await wallet.signUp.finish.mutate({
      attempt,
      password,
      signed: await openingOrder(student),
      language: 'ko',
    }),
  );
}

/** Puts them on the roster, and each signs up. */
export async function enrol(
  campus: Doors,
  officer: Pick<Officer, 'console'>,
  ...students: Student[]
): Promise<void> {
  value(await officer.console.roster.import.mutate({ text: rosterOf(...students) }));
  for (const student of students) await signUp(campus, student);
}
