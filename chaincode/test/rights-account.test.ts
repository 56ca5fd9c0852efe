import { dayMs, hourMs, newId, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { accountSigns, Campus, officerSigns, type Person } from './campus.ts';
import { Hand, type Signing } from './hand.ts';
import { shop } from './shop.ts';

/** Attacks that fit one order each. Every refusal stands beside the same attempt with just that flaw mended, which passes. */

test('sending has a cap a time and a day, and not to oneself, a stranger or a closed account', async () => {
  const campus = await Campus.open({ transferCap: won(5_000), transferDayCap: won(8_000) });
  const [soo, min, gone] = [await campus.member(), await campus.member(), await campus.member()];
  await campus.issue(await campus.programme(), 50_000, soo);
  const send = (to: string, amount: number) =>
    campus.sign('transfer', { from: soo.id, to, amount: won(amount) }, [accountSigns(soo)], {
      hints: campus.hints(soo),
    });
  await campus.done(
    'closeAccount',
    { until: campus.until, account: gone.id, shown: campus.shown('account', gone.id) },
    campus.both,
  );
  expect(await campus.outcome(send(soo.id, 1_000))).toBe('SAME_ACCOUNT');
  expect(await campus.outcome(send(newId(), 1_000))).toBe('UNKNOWN_ACCOUNT');
  expect(await campus.outcome(send(gone.id, 1_000))).toBe('ACCOUNT_CLOSED');
  expect(await campus.outcome(send(min.id, 5_001))).toBe('TRANSFER_CAP');
  expect(await campus.outcome(send(min.id, 5_000))).toBe('done');
  expect(await campus.outcome(send(min.id, 3_001))).toBe('TRANSFER_CAP');
  expect(await campus.outcome(send(min.id, 3_000))).toBe('done');
  campus.pass(dayMs);
  expect(await campus.outcome(send(min.id, 5_000)), 'the next day').toBe('done');
});

test('a key that was ever on the ledger is not registered again, for anyone', async () => {
  const campus = await Campus.open();
  const member = await campus.member();
  const open = (hand: Hand) => {
    const id = newId();
    return campus.sign('openAccount', { account: id, key: hand.publicKey, recoveryKey: null }, [
      officerSigns(campus.enroller),
      { hand, role: 'account', id },
    ]);
  };
  expect(await campus.outcome(open(member.hand))).toBe('KEY_USED_BEFORE');
  expect(await campus.outcome(open(member.recovery))).toBe('KEY_USED_BEFORE');
  expect(await campus.outcome(open(campus.kim.hand))).toBe('KEY_USED_BEFORE');
  expect(await campus.outcome(open(new Hand()))).toBe('done');
});

test('a stolen server gains little: its replacement is limited, cannot send, and the holder takes the key back', async () => {
  const { campus, terminal, soo } = await shop();
  const thief: Person = { ...soo, hand: new Hand() };
  await campus.done('replaceKey', { account: soo.id, key: thief.hand.publicKey }, [
    officerSigns(campus.enroller),
  ]);
  const send = (who: Person) =>
    campus.sign('transfer', { from: soo.id, to: newId(), amount: won(1_000) }, [accountSigns(who)]);
  expect(await campus.outcome(send(thief))).toBe('ACCOUNT_LIMITED');
  expect(await campus.outcome(campus.charge(terminal, thief, 10_001))).toBe('LIMITED_CAP');
  expect(await campus.outcome(campus.charge(terminal, thief, 9_000))).toBe('done');
  campus.pass(1);
  expect(await campus.outcome(campus.charge(terminal, thief, 1_001)), 'in all').toBe('LIMITED_CAP');
  expect(await campus.outcome(campus.charge(terminal, soo, 1_000))).toBe('BAD_SIGNATURE');
  await campus.done('keepKey', { account: soo.id }, [{ hand: soo.hand, role: 'confirmed', id: soo.id }]);
  expect(await campus.outcome(campus.charge(terminal, thief, 100))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(campus.charge(terminal, soo, 20_000))).toBe('done');
});

test('replacements by the server alone are few a day on the whole ledger', async () => {
  const campus = await Campus.open({ limitedPerDay: 2 });
  const replace = async () =>
    campus.outcome(
      campus.sign('replaceKey', { account: (await campus.member()).id, key: new Hand().publicKey }, [
        officerSigns(campus.enroller),
      ]),
    );
  expect([await replace(), await replace(), await replace()]).toEqual(['done', 'done', 'REPLACEMENTS_TODAY']);
  campus.pass(dayMs);
  expect(await replace()).toBe('done');
});

test('a suspended account receives and does not spend; who suspended it decides who may resume it', async () => {
  const { campus, terminal, soo, programme } = await shop();
  const resume = (signer: Signing) => campus.sign('resumeAccount', { account: soo.id }, [signer]);
  await campus.done('suspendAccount', { account: soo.id }, [officerSigns(campus.enroller)]);
  await campus.issue(programme, 1_000, soo);
  expect(await campus.outcome(campus.charge(terminal, soo, 1_000))).toBe('ACCOUNT_SUSPENDED');
  expect(await campus.outcome(resume(accountSigns(soo)))).toBe('NOT_AUTHORISED');
  expect(await campus.outcome(resume({ hand: soo.recovery, role: 'recovery', id: soo.id }))).toBe('done');
  expect(await campus.outcome(campus.charge(terminal, soo, 1_000))).toBe('done');
  await campus.done('suspendAccount', { account: soo.id }, [accountSigns(soo)]);
  expect(await campus.outcome(resume(accountSigns(soo)))).toBe('done');
});

test('a lost phone that was stopped sets no recovery key, which could wake the wallet again', async () => {
  const campus = await Campus.open();
  const soo: Person = { id: newId(), hand: new Hand(), recovery: new Hand() };
  await campus.done('openAccount', { account: soo.id, key: soo.hand.publicKey, recoveryKey: null }, [
    officerSigns(campus.enroller),
    accountSigns(soo),
  ]);
  const setRecovery = () =>
    campus.sign('setRecoveryKey', { account: soo.id, recoveryKey: soo.recovery.publicKey }, [
      { hand: soo.hand, role: 'confirmed', id: soo.id },
    ]);
  await campus.done('suspendAccount', { account: soo.id }, [officerSigns(campus.enroller)]);
  expect(await campus.outcome(setRecovery())).toBe('ACCOUNT_SUSPENDED');
  await campus.done(
    'resumeAccount',
    { account: soo.id, shown: campus.shown('account', soo.id), until: campus.until },
    [officerSigns(campus.kim)],
  );
  expect(await campus.outcome(setRecovery()), 'once an officer has seen its owner').toBe('done');
});

test('what expires and what a closed account held go back to the programme', async () => {
  const campus = await Campus.open();
  const [soo, min] = [await campus.member(), await campus.member()];
  const programme = await campus.programme({ lastDay: '2026-11-23' });
  await campus.issue(programme, 4_000, soo, min);
  await campus.done(
    'closeAccount',
    { until: campus.until, account: min.id, shown: campus.shown('account', min.id) },
    campus.both,
  );
  await campus.done('sweepAccount', { account: min.id }, [officerSigns(campus.enroller)]);
  const expire = () =>
    campus.sign('expire', { programme, accounts: [soo.id] }, [officerSigns(campus.enroller)], {
      hints: campus.hints(soo),
    });
  campus.pass(dayMs);
  expect(await campus.outcome(expire())).toBe('PROGRAMME_RUNNING');
  campus.pass(2 * dayMs + hourMs);
  expect(await campus.outcome(expire())).toBe('done');
  expect(campus.record('supply', programme)).toMatchObject({ issued: 8_000, revoked: 4_000, expired: 4_000 });
});
