import { hourMs, newId, sha256Hex, utf8 } from '@kumoh-pay/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/browser.ts';
import { type Campus, openCampus } from '../../test/campus.ts';
import {
  appoint,
  consoleOf,
  found,
  newOfficer,
  type Officer,
  officerPassword,
  register,
  registration,
  restartFor,
  value,
} from '../../test/founding.ts';
import { newOrder } from '../../test/signer.ts';

let campus: Campus;
let founders: [Officer, Officer];
let auditor: Officer;

beforeAll(async () => {
  campus = await openCampus();
});
afterAll(() => campus.stop());

describe('the first run', () => {
  it('is begun with the printed secret only, and needs a second officer', async () => {
    const stranger = newOfficer(campus, 'mallory');
    const officer = registration(stranger);
    expect(await stranger.console.firstRun.begin.mutate({ secret: newId(), officer })).toMatchObject({
      code: 'INVITATION_USED',
    });
    const secret = campus.server.firstRunSecret ?? '';
    const weak = { ...officer, password: 'too short 12' };
    expect(await stranger.console.firstRun.begin.mutate({ secret, officer: weak })).toMatchObject({
      code: 'PASSWORD_WEAK',
    });
    stranger.totpSecret = value(await stranger.console.firstRun.begin.mutate({ secret, officer })).totpSecret;
    expect(await stranger.console.firstRun.begin.mutate({ secret, officer })).toMatchObject({
      code: 'INVITATION_USED',
    });
    value(await stranger.console.officer.showTotp.mutate({ totp: stranger.totp() }));
    expect(await stranger.console.firstRun.order.query()).toMatchObject({ code: 'SECOND_OFFICER_NEEDED' });
  });

  it('may be begun anew after a restart, which forgets the one that was not finished', async () => {
    await campus.restart();
    founders = await found(campus);
    expect(await founders[0].console.firstRun.state.query()).toMatchObject({
      founded: true,
      founders: 0,
      mark: 'test',
    });
    expect((await founders[0].console.officer.list.query()).map((one) => one.name)).toEqual(['park', 'choi']);
    await restartFor(campus, founders);
    expect(campus.server.firstRunSecret).toBe(null);
    expect((await founders[0].console.officer.me.query()).roles).toEqual([
      'approver',
      'auditor',
      'issuer',
      'registrar',
    ]);
  });
});

describe('an officer', () => {
  it('who has registered by a link and whom nobody has appointed sees nothing, and can be turned away again', async () => {
    const [first] = founders;
    const stranger = newOfficer(campus, 'stranger');
    await register(stranger, first, ['auditor']);
    expect(await stranger.console.officer.me.query()).toMatchObject({ isAppointed: false, roles: [] });
    const asks = [
      () => stranger.console.member.search.query({ words: '2026' }),
      () => stranger.console.ledger.read.query({ records: [['policy']] }),
      () => stranger.console.transaction.startExport.mutate({ search: {}, language: 'ko' }),
    ];
    for (const ask of asks) await expect(ask()).rejects.toThrow('NOT_AUTHORISED');
    const cancel = (officer: string) => first.console.invitation.cancel.mutate({ officer });
    expect(await cancel(first.id)).toMatchObject({ code: 'UNKNOWN_OFFICER' });
    value(await cancel(stranger.id));
    await expect(stranger.console.officer.me.query()).rejects.toThrow('SIGN_IN_AGAIN');
    const { mail, password } = stranger;
    expect(
      await stranger.console.officer.signIn.mutate({ mail, password, totp: stranger.totp() }),
    ).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect((await first.console.officer.list.query()).map(({ id }) => id)).not.toContain(stranger.id);
    expect(await cancel(stranger.id)).toMatchObject({ code: 'UNKNOWN_OFFICER' });
  });

  it('leaves no link behind when an approver is retired', async () => {
    const leaver = await appoint(campus, founders, 'leaver', ['approver']);
    const { link } = value(await leaver.console.invitation.inviteReset.mutate({ officer: founders[1].id }));
    const token = link.split('#')[1] ?? '';
    expect(await founders[0].console.invitation.read.query({ token })).toMatchObject({ purpose: 'reset' });
    const { ledgerName } = await founders[0].console.officer.me.query();
    const [text] = await founders[0].console.ledger.read.query({ records: [['officer', leaver.id]] });
    const order = newOrder('retireOfficer', {
      until: Date.now() + 60_000,
      shown: await sha256Hex(utf8(text ?? '')),
      officer: leaver.id,
    });
    const [asked, given] = founders.map((one) => one.signer.order(ledgerName, 'officer', one.id, order));
    if (!asked || !given) throw new Error('two approvers retire');
    value(
      await founders[0].console.approval.propose.mutate({
        signed: { order, signatures: [asked] },
        shown: null,
      }),
    );
    value(await founders[1].console.approval.sign.mutate({ id: order.id, signature: given.signature }));
    expect(await founders[0].console.invitation.read.query({ token })).toBe(null);
    const password = '새 술은 새 부대에 담는다 1';
    expect(await founders[0].console.invitation.acceptReset.mutate({ token, password })).toMatchObject({
      code: 'INVITATION_USED',
    });
  });

  it('is invited by an approver, appointed by two, and has those roles only', async () => {
    auditor = await appoint(campus, founders, 'kang', ['auditor']);
    expect((await auditor.console.officer.me.query()).roles).toEqual(['auditor']);
    await expect(auditor.console.invitation.invite.mutate({ roles: ['approver'] })).rejects.toThrow(
      'NOT_AUTHORISED',
    );
    await expect(auditor.console.roster.import.mutate({ text: 'x' })).rejects.toThrow('NOT_AUTHORISED');
  });

  it('signs in with mail, password and a code that works once', async () => {
    const browser = new Browser(campus.server.addresses.console);
    const fresh = consoleOf(browser);
    const totp = auditor.totp();
    const { mail } = auditor;
    expect(
      await fresh.officer.signIn.mutate({ mail, password: 'not the right password', totp }),
    ).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect(
      await fresh.officer.signIn.mutate({ mail: 'nobody@kumoh.ac.kr', password: officerPassword, totp }),
    ).toMatchObject({ code: 'SIGN_IN_FAILED' });
    const wrong = totp === '000000' ? '111111' : '000000';
    expect(await fresh.officer.signIn.mutate({ mail, password: officerPassword, totp: wrong })).toMatchObject(
      { code: 'TOTP_WRONG' },
    );
    value(await fresh.officer.signIn.mutate({ mail, password: officerPassword, totp }));
    expect(
      await consoleOf(new Browser(browser.address)).officer.signIn.mutate({
        mail,
        password: officerPassword,
        totp,
      }),
    ).toMatchObject({ code: 'TOTP_WRONG' });
  });

  it('shows the authenticator again for what moves money', async () => {
    const [park] = founders;
    await campus.db
      .updateTable('session')
      .set({ totp_at: Date.now() - hourMs })
      .where('subject', '=', park.id)
      .execute();
    await expect(park.console.invitation.invite.mutate({ roles: ['issuer'] })).rejects.toThrow('TOTP_WRONG');
    await campus.db.updateTable('officer').set({ totp_step: 0 }).where('id', '=', park.id).execute();
    value(await park.console.officer.showTotp.mutate({ totp: park.totp() }));
    value(await park.console.invitation.invite.mutate({ roles: ['issuer'] }));
  });

  it('gets new sign-in means from another approver, never from oneself, and every session ends', async () => {
    const [park, choi] = founders;
    expect(await park.console.invitation.inviteReset.mutate({ officer: park.id })).toMatchObject({
      code: 'SECOND_OFFICER_NEEDED',
    });
    const { link } = value(await park.console.invitation.inviteReset.mutate({ officer: choi.id }));
    const token = link.split('#')[1] ?? '';
    const fresh = consoleOf(new Browser(campus.server.addresses.console));
    const password = '새 술은 새 부대에 담는다 1';
    choi.totpSecret = value(await fresh.invitation.acceptReset.mutate({ token, password })).totpSecret;
    expect(await fresh.invitation.acceptReset.mutate({ token, password })).toMatchObject({
      code: 'INVITATION_USED',
    });
    await expect(choi.console.officer.me.query()).rejects.toThrow('SIGN_IN_AGAIN');
    value(await fresh.officer.signIn.mutate({ mail: choi.mail, password, totp: choi.totp() }));
  });

  it('leaves a trace of each act in the audit log', async () => {
    const actsOf = async ({ id }: Officer) =>
      (await founders[0].console.auditLog.search.query({ actor: `officer.${id}` })).map((one) => one.act);
    const [first, second] = [await actsOf(founders[0]), await actsOf(founders[1])];
    for (const act of ['beginFirstRun', 'inviteOfficer', 'propose']) expect(first).toContain(act);
    // Whose signature completes the order has sent it.
    expect(second).toContain('appointOfficer');
  });
});
