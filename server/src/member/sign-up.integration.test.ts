import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/browser.ts';
import { type Campus, eventually, mailedCode, openCampus } from '../../test/campus.ts';
import { found, type Officer, value } from '../../test/founding.ts';
import { newStudent, openingOrder, rosterOf, type Student, signUp, walletOf } from '../../test/member.ts';
import { newSigner } from '../../test/signer.ts';
import { evenMs } from './even-time.ts';

let campus: Campus;
let officer: Officer;
let kim: Student;
let lee: Student;

beforeAll(async () => {
  campus = await openCampus();
  [officer] = await found(campus);
  kim = newStudent(campus, '20260001', '김민수');
  lee = newStudent(campus, '20260002', '이서연');
  value(await officer.console.roster.import.mutate({ text: rosterOf(kim, lee) }));
});
afterAll(() => campus.stop());

const mailsTo = (address: string) => campus.mails.mails().filter((mail) => mail.to.includes(address));
const formOf = ({ studentNumber, name, mail }: Student) => ({ studentNumber, name, mail });
const again = (student: Student) => walletOf(new Browser(student.browser.address));

describe('signing up', () => {
  it('opens a wallet with the mailed code, and the ledger knows its key', async () => {
    await signUp(campus, kim);
    const me = await kim.wallet.member.me.query();
    expect(me).toMatchObject({
      account: kim.account,
      name: '김민수',
      studentNumber: '20260001',
      deviceKey: kim.signer.key,
    });
    expect(me.ledger).toMatchObject({
      key: kim.signer.key,
      confirmedKey: kim.signer.key,
      hasRecovery: true,
      limited: false,
      status: 'active',
    });
    expect(kim.browser.cookies.has('__Host-wallet')).toBe(true);
  });

  it('gives the wallet once more when the answer was lost, and to nobody else', async () => {
    const { attempt } = value(await lee.wallet.signUp.start.mutate(formOf(lee)));
    const code = await mailedCode(campus, lee.mail, '가입 코드');
    value(await lee.wallet.signUp.confirm.mutate({ attempt, code }));
    const finish = {
      attempt,
      password: lee.password,
      signed: await openingOrder(lee),
      language: 'ko' as const,
    };
    const answers = await Promise.all([1, 2, 3].map(() => again(lee).signUp.finish.mutate(finish)));
    const opened = answers.map(value);
    expect(new Set(opened.map((one) => one.member)).size).toBe(1);
    value(await lee.wallet.signUp.finish.mutate(finish));
    const other = newStudent(campus, lee.studentNumber, lee.name);
    const refused = await other.wallet.signUp.finish.mutate({ ...finish, signed: await openingOrder(other) });
    expect(refused).toMatchObject({ ok: false, code: 'MEMBER_EXISTS' });
  });

  it('refuses an order that another key has signed, and lets the same person go on', async () => {
    const choi = newStudent(campus, '20260003', '최지우');
    value(await officer.console.roster.import.mutate({ text: rosterOf(kim, lee, choi) }));
    const { attempt } = value(await choi.wallet.signUp.start.mutate(formOf(choi)));
    value(
      await choi.wallet.signUp.confirm.mutate({
        attempt,
        code: await mailedCode(campus, choi.mail, '가입 코드'),
      }),
    );
    const finish = { attempt, password: choi.password, language: 'ko' as const };
    const forged = await openingOrder({ ...choi, signer: { ...newSigner(), key: choi.signer.key } });
    expect(await choi.wallet.signUp.finish.mutate({ ...finish, signed: forged })).toMatchObject({
      code: 'BAD_SIGNATURE',
    });
    expect(
      await choi.wallet.signUp.finish.mutate({ ...finish, password: '20260003xx', signed: forged }),
    ).toMatchObject({ code: 'PASSWORD_WEAK' });
    value(await choi.wallet.signUp.finish.mutate({ ...finish, signed: await openingOrder(choi) }));
  });

  it('answers alike, in the same time, whoever asks; only the mailbox hears the difference', async () => {
    const asked = {
      member: { studentNumber: kim.studentNumber, name: kim.name, mail: kim.mail },
      stranger: { studentNumber: '20269999', name: '없는이', mail: 'nobody@kumoh.ac.kr' },
      wrongName: { studentNumber: lee.studentNumber, name: '다른이', mail: 'other@gmail.com' },
    };
    const times: number[] = [];
    for (const request of Object.values(asked)) {
      const began = performance.now();
      const answer = await again(kim).signUp.start.mutate(request);
      times.push(performance.now() - began);
      expect(answer).toEqual({ ok: true, value: { attempt: expect.stringMatching(/^[\w-]{43}$/) } });
    }
    // Nobody is answered sooner than the longest way takes; a timer may come a moment early, and later says nothing.
    for (const took of times) expect(took).toBeGreaterThan(evenMs - 10);
    await eventually(() => mailsTo(kim.mail).some((mail) => mail.subject.includes('이미 가입')));
    await eventually(() => mailsTo('nobody@kumoh.ac.kr').some((mail) => mail.subject.includes('안내')));
    expect(mailsTo('other@gmail.com')).toEqual([]);
    const reset = [
      { studentNumber: kim.studentNumber, mail: kim.mail },
      { studentNumber: kim.studentNumber, mail: 'nobody@kumoh.ac.kr' },
    ];
    for (const request of reset)
      expect(await again(kim).password.startReset.mutate(request)).toMatchObject({ ok: true });
    await mailedCode(campus, kim.mail, '비밀번호 재설정');
    expect(mailsTo('nobody@kumoh.ac.kr').some((mail) => mail.subject.includes('재설정'))).toBe(false);
  });

  it('takes five tries at a code, also when they come at once, and three mails', async () => {
    const han = newStudent(campus, '20260004', '한지민');
    value(await officer.console.roster.import.mutate({ text: rosterOf(kim, lee, han) }));
    const { attempt } = value(await han.wallet.signUp.start.mutate(formOf(han)));
    const code = await mailedCode(campus, han.mail, '가입 코드');
    const wrong = code === '00000000' ? '11111111' : '00000000';
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => han.wallet.signUp.confirm.mutate({ attempt, code: wrong })),
    );
    expect(answers.filter((answer) => !answer.ok && answer.code === 'CODE_WRONG')).toHaveLength(5);
    expect(await han.wallet.signUp.confirm.mutate({ attempt, code })).toMatchObject({
      code: 'TOO_MANY_TRIES',
    });
    const other = value(await han.wallet.signUp.start.mutate(formOf(han)));
    expect(await han.wallet.signUp.confirm.mutate({ attempt: other.attempt, code })).toMatchObject({
      code: 'CODE_WRONG',
    });
    value(await han.wallet.signUp.start.mutate(formOf(han)));
    expect(await han.wallet.signUp.start.mutate(formOf(han))).toMatchObject({ code: 'TOO_MANY_TRIES' });
  });

  it('lets whoever is not on the list wait for a registrar, where the setting says so', async () => {
    await officer.console.settings.save.mutate({ signUpWithoutRoster: true });
    const jung = newStudent(campus, '20260777', '정하늘');
    await signUp(campus, jung);
    const signIn = { studentNumber: jung.studentNumber, password: jung.password };
    expect(await jung.wallet.member.signIn.mutate(signIn)).toMatchObject({ code: 'NOT_ON_ROSTER' });
    const waiting = await officer.console.roster.waiting.query();
    const row = waiting.find((one) => one.studentNumber === jung.studentNumber);
    value(await officer.console.roster.approve.mutate({ member: row?.id ?? '' }));
    value(await jung.wallet.member.signIn.mutate(signIn));
    expect((await jung.wallet.member.me.query()).account).toBe(jung.account);
    await officer.console.settings.save.mutate({ signUpWithoutRoster: false });
  });
});

describe('the log', () => {
  it('holds no password, code, token, number or address of anybody', async () => {
    const cookies = [kim, lee].flatMap((one) => [...one.browser.cookies.values()]);
    const codes = campus.mails.mails().flatMap((mail) => /\d{8}/.exec(mail.text)?.[0] ?? []);
    const canaries = [
      ...cookies,
      ...codes,
      kim.password,
      lee.password,
      officer.password,
      kim.studentNumber,
      kim.mail,
      officer.mail,
      officer.totpSecret,
    ];
    for (const canary of canaries) expect(campus.log()).not.toContain(canary);
  });
});
