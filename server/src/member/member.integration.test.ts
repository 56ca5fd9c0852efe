import { hourMs } from '@kumoh-pay/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/browser.ts';
import { type Campus, eventually } from '../../test/campus.ts';
import { openCampusOfTwo } from '../../test/campus-of-two.ts';
import { value } from '../../test/founding.ts';
import { type Student, walletOf } from '../../test/member.ts';
import { newOrder, newSigner } from '../../test/signer.ts';
import { searchMembers } from './office-store.ts';

let campus: Campus;
let kim: Student;
let lee: Student;

beforeAll(async () => {
  ({ campus, kim, lee } = await openCampusOfTwo());
});
afterAll(() => campus.stop());

const mailsTo = (address: string) => campus.mails.mails().filter((mail) => mail.to.includes(address));
const credentialsOf = ({ studentNumber, password }: Student) => ({ studentNumber, password });
const again = (student: Student) => walletOf(new Browser(student.browser.address));

describe('a member', () => {
  it('signs in elsewhere to look, and is stopped after eight wrong passwords, known or not', async () => {
    const view = again(kim);
    value(await view.member.signIn.mutate(credentialsOf(kim)));
    expect((await view.member.me.query()).deviceKey).toBe(null);
    for (const studentNumber of ['20260002', '20268888']) {
      const answers: string[] = [];
      for (let i = 0; i < 10; i++) {
        const answer = await again(kim).member.signIn.mutate({ studentNumber, password: 'not the password' });
        answers.push(answer.ok ? 'ok' : answer.code);
      }
      expect(answers).toEqual([...Array(8).fill('SIGN_IN_FAILED'), 'TOO_MANY_TRIES', 'TOO_MANY_TRIES']);
    }
  });

  it('changes the password, which ends every other session, and hears of it by mail', async () => {
    const view = again(kim);
    value(await view.member.signIn.mutate(credentialsOf(kim)));
    expect(
      await kim.wallet.password.change.mutate({
        password: 'wrong one here',
        newPassword: '가을 하늘 공활한데',
      }),
    ).toMatchObject({ code: 'SIGN_IN_FAILED' });
    value(
      await kim.wallet.password.change.mutate({ password: kim.password, newPassword: '가을 하늘 공활한데' }),
    );
    kim.password = '가을 하늘 공활한데';
    await expect(view.member.me.query()).rejects.toThrow('SIGN_IN_AGAIN');
    expect((await kim.wallet.member.me.query()).name).toBe('김민수');
    await eventually(() => mailsTo(kim.mail).some((mail) => mail.subject.includes('변경')));
  });

  it('sets a forgotten password by a mailed code, which signs nobody in and works once', async () => {
    const fresh = again(kim);
    await campus.db.deleteFrom('allowance').execute();
    const { attempt } = value(
      await fresh.password.startReset.mutate({ studentNumber: kim.studentNumber, mail: kim.mail }),
    );
    expect(
      await fresh.password.finishReset.mutate({ attempt, password: '겨울 나무 아래에서' }),
    ).toMatchObject({ code: 'CODE_WRONG' });
    const seen = mailsTo(kim.mail).length;
    const code = await eventually(() => {
      const codes = mailsTo(kim.mail).filter((mail) => mail.subject.includes('재설정'));
      return codes.length > 0 ? /\d{8}/.exec(codes[0]?.text ?? '')?.[0] : null;
    });
    expect(seen).toBeGreaterThan(0);
    value(await fresh.password.confirmReset.mutate({ attempt, code }));
    value(await fresh.password.finishReset.mutate({ attempt, password: '겨울 나무 아래에서' }));
    expect(
      await fresh.password.finishReset.mutate({ attempt, password: '여름 나무 아래에서' }),
    ).toMatchObject({ code: 'CODE_WRONG' });
    await expect(fresh.member.me.query()).rejects.toThrow('SIGN_IN_AGAIN');
    await expect(kim.wallet.member.me.query()).rejects.toThrow('SIGN_IN_AGAIN');
    value(
      await kim.wallet.member.signIn.mutate({
        studentNumber: kim.studentNumber,
        password: '겨울 나무 아래에서',
        deviceKey: kim.signer.key,
      }),
    );
    kim.password = '겨울 나무 아래에서';
    expect((await kim.wallet.member.me.query()).deviceKey).toBe(kim.signer.key);
  });

  it('makes another phone the paying one: limited by the password alone, whole by the recovery key', async () => {
    const phone = newSigner();
    const wallet = again(kim);
    value(await wallet.member.signIn.mutate(credentialsOf(kim)));
    const { ledgerName } = await wallet.member.about.query();
    const order = newOrder('replaceKey', { account: kim.account, key: phone.key });
    expect(await wallet.key.replace.mutate({ order, signatures: [] })).toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
    expect(value(await wallet.key.replace.mutate({ order, signatures: [], password: kim.password }))).toEqual(
      { limited: true },
    );
    expect((await wallet.member.me.query()).ledger).toMatchObject({
      key: phone.key,
      confirmedKey: kim.signer.key,
      limited: true,
    });
    await eventually(() => mailsTo(kim.mail).some((mail) => mail.subject.includes('새 휴대폰')));
    const keep = newOrder('keepKey', { account: kim.account });
    const kept = { order: keep, signatures: [kim.signer.order(ledgerName, 'confirmed', kim.account, keep)] };
    value(await kim.wallet.key.submit.mutate(kept));
    expect((await kim.wallet.member.me.query()).ledger).toMatchObject({
      key: kim.signer.key,
      limited: false,
    });
    const next = newSigner();
    const recovered = newOrder('replaceKey', {
      account: kim.account,
      key: newSigner().key,
      recoveryKey: next.key,
    });
    const signatures = [kim.recovery.order(ledgerName, 'recovery', kim.account, recovered)];
    expect(value(await wallet.key.replace.mutate({ order: recovered, signatures }))).toEqual({
      limited: false,
    });
    const others = newOrder('keepKey', { account: lee.account });
    expect(await kim.wallet.key.submit.mutate({ order: others, signatures: kept.signatures })).toMatchObject({
      code: 'NOT_AUTHORISED',
    });
  });

  it('keeps the preferences that were named, and the others as they were', async () => {
    value(await kim.wallet.member.savePreferences.mutate({}));
    value(await kim.wallet.member.savePreferences.mutate({ codeCap: 50_000, language: 'en' }));
    value(await kim.wallet.member.savePreferences.mutate({ offlineAllowed: true }));
    expect(await kim.wallet.member.me.query()).toMatchObject({
      codeCap: 50_000,
      language: 'en',
      offlineAllowed: true,
    });
    for (const codeCap of [0, -1, 1.5, 2 ** 24])
      await expect(kim.wallet.member.savePreferences.mutate({ codeCap })).rejects.toThrow('BAD_INPUT');
  });

  it('is found by the office, by a part of the name in Hangul or of the number', async () => {
    for (const words of ['민수', '260001']) {
      const found = await searchMembers(campus.db, words, '', 10);
      expect(found.map((one) => one.id)).toEqual([(await kim.wallet.member.me.query()).id]);
    }
  });

  it('freezes the wallet from the sign-in page, with the password only', async () => {
    await campus.db.deleteFrom('failed_tries').execute();
    const fresh = again(lee);
    const wrong = { studentNumber: lee.studentNumber, password: 'not the password' };
    expect(await fresh.key.freezeWithPassword.mutate(wrong)).toMatchObject({ code: 'SIGN_IN_FAILED' });
    value(
      await fresh.key.freezeWithPassword.mutate({ studentNumber: lee.studentNumber, password: lee.password }),
    );
    const me = await lee.wallet.member.me.query();
    expect(me.ledger).toMatchObject({ status: 'suspended', suspendedBy: 'enroller' });
  });

  it('sees the devices that are signed in, and ends one', async () => {
    const view = again(kim);
    value(await view.member.signIn.mutate(credentialsOf(kim)));
    const list = await kim.wallet.session.list.query();
    const other = list.filter((one) => !one.current);
    expect(list.filter((one) => one.current)).toHaveLength(1);
    for (const { handle } of other) value(await kim.wallet.session.end.mutate({ handle }));
    await expect(view.member.me.query()).rejects.toThrow('SIGN_IN_AGAIN');
    expect(await lee.wallet.session.end.mutate({ handle: list[0]?.handle ?? '' })).toMatchObject({
      ok: false,
    });
  });

  it('is signed out by the clock: unused for long, or at the absolute end', async () => {
    const row = () =>
      campus.db
        .selectFrom('session')
        .selectAll()
        .where('kind', '=', 'member')
        .where('device_key', 'is not', null);
    expect((await row().execute()).every((one) => one.token_hash.length === 32)).toBe(true);
    for (const column of ['expires_at', 'ends_at'] as const) {
      const wallet = again(kim);
      value(await wallet.member.signIn.mutate(credentialsOf(kim)));
      await wallet.member.me.query();
      const newest = await campus.db
        .selectFrom('session')
        .select('handle')
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
      await campus.db
        .updateTable('session')
        .set({ [column]: Date.now() - hourMs })
        .where('handle', '=', newest.handle)
        .execute();
      await expect(wallet.member.me.query()).rejects.toThrow('SIGN_IN_AGAIN');
    }
  });
});
