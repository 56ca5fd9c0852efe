import { minuteMs, newId, type OrderOf, resultSchemas, type SignedOrder, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import {
  accountSigns,
  Campus,
  officerSigns,
  type PairedTerminal,
  type Person,
  terminalSigns,
} from './campus.ts';
import { Hand, type Signing, signedOrder } from './hand.ts';
import { appointed } from './steps.ts';

/** Attacks that fit one order each. Every refusal stands beside the same attempt with just that flaw mended, which passes. */

test('a receiver named twice in one list is refused', async () => {
  const campus = await Campus.open();
  const [programme, { id }] = [await campus.programme(), await campus.member()];
  const issue = (receivers: { account: string; amount: number }[]) =>
    campus.sign(
      'issue',
      { until: campus.until, programme, receivers } as OrderOf<'issue'>['body'],
      campus.both,
      { part: 0 },
    );
  expect(
    await campus.outcome(
      issue([
        { account: id, amount: 1_000 },
        { account: id, amount: 1_000 },
      ]),
    ),
  ).toBe('BAD_ORDER');
  expect(await campus.outcome(issue([{ account: id, amount: 2_000 }]))).toBe('done');
});

test('an issuer alone stays under the cap of the day, and no one issues beyond the budget', async () => {
  const campus = await Campus.open({ soloIssueCap: won(10_000) });
  const [programme, { id }] = [await campus.programme({ budget: won(30_000) }), await campus.member()];
  const issue = (amount: number, signers: Signing[]) =>
    campus.sign(
      'issue',
      { until: campus.until, programme, receivers: [{ account: id, amount: won(amount) }] },
      signers,
      { part: 0 },
    );
  expect(await campus.outcome(issue(10_001, [officerSigns(campus.kim)]))).toBe('SECOND_OFFICER_NEEDED');
  expect(await campus.outcome(issue(10_000, [officerSigns(campus.kim)]))).toBe('done');
  expect(await campus.outcome(issue(1, [officerSigns(campus.kim)]))).toBe('SECOND_OFFICER_NEEDED');
  expect(await campus.outcome(issue(20_001, campus.both))).toBe('BUDGET_EXCEEDED');
  expect(await campus.outcome(issue(20_000, campus.both))).toBe('done');
});

test('a slip pairs one tablet, within ten minutes, when an officer with the right signed it', async () => {
  const campus = await Campus.open();
  const vendor = await campus.vendor();
  const tablet = (): PairedTerminal => ({ id: newId(), hand: new Hand(), recovery: new Hand(), vendor });
  const [one, late] = [tablet(), tablet()];
  const pairing = campus.pairing(one);
  const stolen = campus.pairing({ ...one, hand: new Hand() });
  expect(await campus.outcome(campus.sign(...pairing))).toBe('done');
  expect(await campus.outcome(campus.sign(...stolen))).toBe('SLIP_USED');
  const slow = campus.pairing(late);
  campus.pass(2 * minuteMs);
  expect(await campus.outcome(campus.sign(...slow))).toBe('SLIP_EXPIRED');
  const [type, body, signers] = campus.pairing(late);
  const auditor = await appointed(campus, ['auditor']);
  expect(await campus.outcome(campus.sign(type, { ...body, officer: auditor.id }, signers))).toBe(
    'NOT_AUTHORISED',
  );
  expect(
    await campus.outcome(
      campus.sign(type, { ...body, slip: { ...body.slip, vendor: await campus.vendor() } }, signers),
    ),
  ).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(campus.sign(type, body, signers))).toBe('done');
});

test('there are never fewer than two approvers', async () => {
  const campus = await Campus.open();
  const retire = (id: string) =>
    campus.sign(
      'retireOfficer',
      { until: campus.until, shown: campus.shown('officer', id), officer: id },
      campus.both,
    );
  expect(await campus.outcome(retire(campus.lee.id))).toBe('LAST_APPROVER');
  await appointed(campus, ['approver']);
  expect(await campus.outcome(retire(campus.lee.id))).toBe('done');
});

test('an issue of 450 runs in parts: in any order after the first, each once, and a void stops the rest', async () => {
  const campus = await Campus.open();
  const programme = await campus.programme({ budget: won(450_000) });
  const members = await Promise.all(Array.from({ length: 450 }, () => newId()));
  const real = await campus.member();
  const receivers = [...members.slice(1), real.id].sort().map((account) => ({ account, amount: won(1_000) }));
  const body = { until: campus.until, programme, receivers };
  const part = (number: number, id: string) =>
    signedOrder(campus.ledger.name, 'issue', body, campus.now, campus.both, { id, part: number });
  const id = newId();
  expect(await campus.outcome(part(1, id))).toBe('BAD_ORDER');
  expect(await campus.outcome(part(0, id))).toBe('done');
  expect(await campus.outcome(part(2, id))).toBe('done');
  expect(await campus.outcome(part(2, id))).toBe('repeat');
  expect(await campus.outcome(part(3, id))).toBe('BAD_ORDER');
  // Whoever is not on the ledger is skipped, and what was reserved for them is free with the part that skipped them.
  const skipped = [...(await results()).values()].flat();
  expect(campus.record('supply', programme)).toMatchObject({ reserved: 450_000 - 1_000 * skipped.length });
  const { order, signatures } = part(0, id);
  const [kim] = signatures;
  if (!kim) throw new Error('unsigned');
  const stop = campus.sign(
    'void',
    { type: 'order', order, signed: kim, until: campus.until } as OrderOf<'void'>['body'],
    [officerSigns(campus.kim)],
  );
  const [result] = await campus.carry(stop);
  expect(result).toMatchObject({ ok: true, result: { outcome: 'void', executed: [0, 2] } });
  expect(await campus.outcome(part(1, id))).toBe('ORDER_VOID');
  expect(await campus.outcome(part(0, id))).toBe('repeat');
  expect(campus.record('supply', programme)).toMatchObject({ reserved: 250_000 - 1_000 * skipped.length });

  /** Who was skipped, by part. */
  async function results(): Promise<Map<number, string[]>> {
    const entries = campus.journal().filter(({ type }) => type === 'issue');
    return new Map(entries.map((one) => [one.part ?? 0, resultSchemas.issue.parse(one.result).skipped]));
  }
});

test('the budget that was reserved for closed and unknown receivers is free again, and every part names who signed', async () => {
  const campus = await Campus.open();
  const programme = await campus.programme({ budget: won(210_000) });
  const [soo, gone] = [await campus.member(), await campus.member()];
  const body = { until: campus.until, account: gone.id, shown: campus.shown('account', gone.id) };
  await campus.done('closeAccount', body, campus.both);
  const nobody = Array.from({ length: 208 }, () => newId());
  const receivers = [soo.id, gone.id, ...nobody].sort().map((account) => ({ account, amount: won(1_000) }));
  const list = { until: campus.until, programme, receivers };
  const id = newId();
  for (const part of [0, 1]) await campus.done('issue', list, campus.both, { id, part });
  expect(campus.record('supply', programme)).toMatchObject({ reserved: 1_000, issued: 1_000 });
  const signers = campus.both.map(({ role, id: officer }) => `${role}.${officer}`);
  const parts = campus.journal().filter(({ order }) => order === id);
  expect(parts.map(({ by }) => by)).toEqual([signers, signers]);
  const tooMuch = { until: campus.until, programme, receivers: [{ account: soo.id, amount: won(209_001) }] };
  expect(await campus.outcome(campus.sign('issue', tooMuch, campus.both, { part: 0 }))).toBe(
    'BUDGET_EXCEEDED',
  );
  const all = { ...tooMuch, receivers: [{ account: soo.id, amount: won(209_000) }] };
  expect(await campus.outcome(campus.sign('issue', all, campus.both, { part: 0 }))).toBe('done');
});

test('the server’s key is replaced by two approvers, and by no stolen key', async () => {
  const campus = await Campus.open();
  const { enroller } = campus;
  const [next, soo] = [new Hand(), await campus.member()];
  const replace = (signers: Signing[], more: { recoveryKey?: string } = {}) =>
    campus.sign(
      'replaceOfficerKey',
      {
        until: campus.until,
        shown: campus.shown('officer', enroller.id),
        officer: enroller.id,
        key: next.publicKey,
        ...more,
      },
      signers,
    );
  expect(await campus.outcome(replace([officerSigns(enroller)]))).toBe('NOT_AUTHORISED');
  expect(await campus.outcome(replace([officerSigns(enroller), officerSigns(campus.kim)]))).toBe(
    'SECOND_OFFICER_NEEDED',
  );
  expect(await campus.outcome(replace(campus.both, { recoveryKey: new Hand().publicKey }))).toBe('BAD_ORDER');
  expect(await campus.outcome(replace(campus.both))).toBe('done');
  const suspend = (hand: Hand) =>
    campus.sign('suspendAccount', { account: soo.id }, [{ hand, role: 'officer', id: enroller.id }]);
  expect(await campus.outcome(suspend(enroller.hand)), 'the old key signs nothing more').toBe(
    'BAD_SIGNATURE',
  );
  expect(await campus.outcome(suspend(next))).toBe('done');
});

test('who opens an account or pairs a tablet may stop it with the new key itself', async () => {
  const campus = await Campus.open();
  const soo: Person = { id: newId(), hand: new Hand(), recovery: new Hand() };
  const open = campus.sign('openAccount', { account: soo.id, key: soo.hand.publicKey, recoveryKey: null }, [
    officerSigns(campus.enroller),
    accountSigns(soo),
  ]);
  const tablet: PairedTerminal = {
    id: newId(),
    hand: new Hand(),
    recovery: new Hand(),
    vendor: await campus.vendor(),
  };
  const pair = campus.sign(...campus.pairing(tablet));
  const stop = (order: SignedOrder, role: string, signing: Signing) => {
    const signed = order.signatures.find(({ by }) => by.startsWith(`${role}.`));
    return campus.sign('void', { type: 'order', order: order.order, signed } as OrderOf<'void'>['body'], [
      signing,
    ]);
  };
  const thief: Signing = { ...accountSigns(soo), hand: new Hand() };
  const min = await campus.member();
  const posing = campus.sign(
    'openAccount',
    { account: min.id, key: thief.hand.publicKey, recoveryKey: null },
    [officerSigns(campus.enroller), { ...accountSigns(min), hand: thief.hand }],
  );
  const asMin = { ...accountSigns(min), hand: thief.hand };
  expect(await campus.outcome(stop(posing, 'account', asMin)), 'in another’s name').toBe('BAD_SIGNATURE');
  const [, slipOf] = campus.pairing(tablet);
  const madeUp = campus.sign(
    'pairTerminal',
    { ...slipOf, slipSignature: new Hand().signText(new Uint8Array()) },
    [terminalSigns(tablet)],
  );
  expect(await campus.outcome(stop(madeUp, 'terminal', terminalSigns(tablet)))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(stop(open, 'account', thief))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(stop(open, 'account', accountSigns(soo)))).toBe('done');
  expect(await campus.outcome(open)).toBe('ORDER_VOID');
  expect(await campus.outcome(stop(pair, 'terminal', terminalSigns(tablet)))).toBe('done');
  expect(await campus.outcome(pair)).toBe('ORDER_VOID');
});

test("an account that was opened under an officer's id does not hold that officer's recovery key", async () => {
  const campus = await Campus.open();
  const thief = { id: campus.kim.id, hand: new Hand(), recovery: new Hand() };
  await campus.done(
    'openAccount',
    { account: thief.id, key: thief.hand.publicKey, recoveryKey: thief.recovery.publicKey },
    [officerSigns(campus.enroller), { hand: thief.hand, role: 'account', id: thief.id }],
  );
  const replace = (recovery: Hand) =>
    campus.sign(
      'replaceOfficerKey',
      {
        until: campus.until,
        shown: campus.shown('officer', campus.kim.id),
        officer: campus.kim.id,
        key: new Hand().publicKey,
        recoveryKey: new Hand().publicKey,
      },
      [{ hand: recovery, role: 'recovery', id: campus.kim.id }, officerSigns(campus.lee)],
    );
  expect(await campus.outcome(replace(thief.recovery))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(replace(campus.kim.recovery))).toBe('done');
});

test('nobody frees the budget of an issue by a void of another list under its id', async () => {
  const campus = await Campus.open();
  const [programme, soo] = [await campus.programme({ budget: won(201_000) }), await campus.member()];
  const done = await campus.issue(programme, 201_000, soo);
  const receivers = Array.from({ length: 201 }, () => newId())
    .sort()
    .map((account) => ({ account, amount: won(1_000) }));
  const voidOf = (list: typeof receivers) => {
    const body = { until: campus.until, programme, receivers: list };
    const { order, signatures } = signedOrder(
      campus.ledger.name,
      'issue',
      body,
      campus.now,
      [officerSigns(campus.kim)],
      { id: done.order.id },
    );
    const [signed] = signatures;
    return campus.sign(
      'void',
      { type: 'order', order, signed, until: campus.until } as OrderOf<'void'>['body'],
      [officerSigns(campus.kim)],
    );
  };
  expect(await campus.outcome(voidOf(receivers))).toBe('ORDER_ID_REUSED');
  expect(campus.record('supply', programme)).toMatchObject({ reserved: 201_000 });
  const own = [{ account: soo.id, amount: won(201_000) }];
  const [answer] = await campus.carry(voidOf(own));
  expect(answer).toMatchObject({ ok: true, repeat: true, result: { outcome: 'committed', executed: [0] } });
});

test('a key that could never sign is not appointed, since it would count as an approver', async () => {
  const campus = await Campus.open();
  const broken = Buffer.alloc(33, 255);
  broken[0] = 2;
  const officer = { id: newId(), recoveryKey: new Hand().publicKey, roles: ['approver' as const] };
  const appoint = (key: string) =>
    campus.sign('appointOfficer', { until: campus.until, officer: { ...officer, key } }, campus.both);
  expect(await campus.outcome(appoint(broken.toString('base64url')))).toBe('BAD_ORDER');
  expect(await campus.outcome(appoint(new Hand().publicKey))).toBe('done');
});

test('terminal and approver may seal together', async () => {
  const campus = await Campus.open();
  const terminal = await campus.terminal(await campus.vendor());
  const seal = { vendor: terminal.vendor, day: 1, until: campus.until };
  const both = [terminalSigns(terminal), officerSigns(campus.kim)];
  expect(await campus.outcome(campus.sign('sealDay', seal, both))).toBe('done');
});
