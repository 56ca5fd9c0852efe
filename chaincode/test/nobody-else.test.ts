import { type Order, type OrderType, type SignedOrder, signedOrderSchema } from '@kumoh-pay/domain';
import { describe, expect, test } from 'vitest';
import { accountSigns, Campus, noon, officerSigns } from './campus.ts';
import { digestOf, Hand, type Signing, signedOrder } from './hand.ts';
import { type GoodOrder, longAfterMs, scenarios } from './scenarios.ts';
import { appointed } from './steps.ts';

/** Every order type against the attacks that fit all of them. Each ends with the same order unspoilt, which passes. */

const refusedForRights = [
  'NOT_AUTHORISED',
  'SECOND_OFFICER_NEEDED',
  'BAD_SIGNATURE',
  'BAD_ORDER',
  'FIGURES_CHANGED',
];

function sign(
  campus: Campus,
  one: GoodOrder,
  changes: { signers?: Signing[]; at?: number; ledger?: string; body?: object } = {},
): SignedOrder {
  const body = { ...one.body, ...changes.body } as GoodOrder['body'];
  const more = {
    ...(one.part === undefined ? {} : { part: one.part }),
    ...(one.id ? { id: one.id } : {}),
    ...(one.hints ? { hints: one.hints } : {}),
  };
  return signedOrder(
    changes.ledger ?? campus.ledger.name,
    one.type,
    body,
    changes.at ?? campus.now,
    changes.signers ?? one.signers,
    more,
  );
}

describe.each(Object.entries(scenarios))('%s', (type, scenario) => {
  test('is done by those whose right it is, and its repeat changes nothing', async () => {
    const campus = await Campus.open();
    const order = sign(campus, await scenario(campus));
    expect(await campus.outcome(order)).toBe('done');
    const before = digestOf(JSON.stringify([...campus.ledger.state]));
    expect(await campus.outcome(order)).toBe('repeat');
    campus.pass(30 * longAfterMs);
    expect(await campus.outcome(order), 'however old').toBe('repeat');
    expect(digestOf(JSON.stringify([...campus.ledger.state]))).toBe(before);
  });

  test('is refused forged, altered, unsigned in part, for another ledger, stale, or to an outsider; mended it passes', async () => {
    const campus = await Campus.open();
    const one = await scenario(campus);
    const stranger = await strangerOf(campus, type);
    const before = digestOf(JSON.stringify([...campus.ledger.state]));
    for (const [i, signer] of one.signers.entries()) {
      const forged = one.signers.map((other, at) => (at === i ? { ...signer, hand: new Hand() } : other));
      expect(await campus.outcome(sign(campus, one, { signers: forged })), `forged ${signer.role}`).toBe(
        'BAD_SIGNATURE',
      );
      // A replacement by the enroller alone is an order of its own, whose bounds rights.test.ts holds.
      if (type === 'replaceKey' && signer.role === 'confirmed') continue;
      const without = one.signers.filter((_, at) => at !== i);
      const outcome =
        without.length === 0 ? 'BAD_ORDER' : await campus.outcome(sign(campus, one, { signers: without }));
      expect(refusedForRights, `without ${signer.role}: ${outcome}`).toContain(outcome);
    }
    expect(await campus.outcome(altered(sign(campus, one))), 'altered').toBe('BAD_SIGNATURE');
    expect(await campus.outcome(sign(campus, one, { ledger: 'other-ledger' })), 'for another ledger').toBe(
      'BAD_SIGNATURE',
    );
    const ofStranger = await campus.outcome(sign(campus, one, { signers: [stranger] }));
    const anyone = ['gather', 'sweepAccount', 'expire', 'countDay'].includes(type);
    if (!anyone) expect(refusedForRights, `an outsider alone: ${ofStranger}`).toContain(ofStranger);
    if (!anyone) {
      const added = await campus.outcome(sign(campus, one, { signers: [...one.signers, stranger] }));
      expect(refusedForRights, `an outsider beside them: ${added}`).toContain(added);
      expect(digestOf(JSON.stringify([...campus.ledger.state])), 'nothing was written').toBe(before);
      expect(await campus.outcome(sign(campus, one))).toBe('done');
    }
  });

  test('goes stale when it is kept', async () => {
    const campus = await Campus.open();
    const order = sign(campus, await scenario(campus));
    const now = campus.now;
    campus.pass(longAfterMs);
    expect(await campus.outcome(order)).toBe('STALE_ORDER');
    campus.ledger.now = now;
    expect(await campus.outcome(order)).toBe('done');
  });

  test('with an id that was used for another content is refused', async () => {
    const campus = await Campus.open();
    const one = await scenario(campus);
    const first = sign(campus, one);
    expect(await campus.outcome(first)).toBe('done');
    const { body } = one;
    const second = signedOrder(campus.ledger.name, one.type, body, campus.now + 1, one.signers, {
      id: first.order.id,
      ...(one.hints ? { hints: one.hints } : {}),
      ...(one.part === undefined ? {} : { part: one.part }),
    });
    expect(await campus.outcome(second)).toBe('ORDER_ID_REUSED');
  });

  test('with a field too many or a fraction is refused as malformed', async () => {
    const campus = await Campus.open();
    const order = sign(campus, await scenario(campus));
    const raw: Record<string, unknown> = {
      ...order,
      order: { ...order.order, body: { ...order.order.body, note: 'for Kim' } },
    };
    expect(await campus.outcome(raw)).toBe('BAD_ORDER');
    expect(await campus.outcome({ ...order, order: { ...order.order, at: campus.now + 0.5 } })).toBe(
      'BAD_ORDER',
    );
    expect(
      await campus.outcome({ ...order, signatures: [...order.signatures, ...order.signatures] }),
      'a signer twice',
    ).toBe('BAD_ORDER');
    expect(await campus.outcome(order)).toBe('done');
  });
});

const shownTypes = Object.entries(scenarios).filter(([, scenario]) => scenario.toString().includes('shown'));
test.each(shownTypes)('%s, kept in a pocket while the record changed, is refused', async (_, scenario) => {
  const campus = await Campus.open();
  const one = await scenario(campus);
  const pocket =
    'settlements' in one.body
      ? { settlements: one.body.settlements.map((line) => ({ ...line, shown: digestOf('earlier') })) }
      : { shown: digestOf('earlier') };
  expect(await campus.outcome(sign(campus, one, { body: pocket }))).toBe('FIGURES_CHANGED');
  expect(await campus.outcome(sign(campus, one))).toBe('done');
});

const twoOfficers = Object.entries(scenarios).filter(([, scenario]) =>
  scenario.toString().includes('campus.both'),
);
test.each(twoOfficers)('%s: one officer does not count as two', async (_, scenario) => {
  const campus = await Campus.open();
  const one = await scenario(campus);
  const officers = one.signers.filter((signer) => signer.role === 'officer').length;
  if (officers < 2) return;
  const alone = one.signers.filter(
    (signer, i) =>
      signer.role !== 'officer' || i === one.signers.findIndex((other) => other.role === 'officer'),
  );
  expect(['SECOND_OFFICER_NEEDED', 'FIGURES_CHANGED']).toContain(
    await campus.outcome(sign(campus, one, { signers: alone })),
  );
  const doubled = sign(campus, one, { signers: alone });
  expect(
    await campus.outcome({ ...doubled, signatures: [...doubled.signatures, ...doubled.signatures] }),
  ).toBe('BAD_ORDER');
  expect(await campus.outcome(sign(campus, one))).toBe('done');
});

test('bootstrap is taken by an empty ledger only, and by two approvers', async () => {
  const campus = await Campus.open();
  const [entry] = campus.journal();
  expect(entry?.type).toBe('bootstrap');
  const again = await Campus.open({}, noon);
  const other = again.sign('bootstrap', bootstrapBody(again), campus.both);
  expect(['LEDGER_NOT_EMPTY', 'BAD_SIGNATURE']).toContain(await again.outcome(other));
});

function bootstrapBody(campus: Campus): GoodOrder<'bootstrap'>['body'] {
  const officers = [campus.kim, campus.lee]
    .map(({ id, hand, recovery }) => ({
      id,
      key: hand.publicKey,
      recoveryKey: recovery.publicKey,
      roles: ['approver' as const],
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const limits = campus.record('policy')?.limits;
  if (!limits) throw new Error('no policy');
  return {
    until: campus.until,
    mark: 'test',
    limits,
    enroller: { id: campus.enroller.id, key: campus.enroller.hand.publicKey },
    officers,
  };
}

/** A changed moment under the same signatures. */
const altered = (signed: SignedOrder): SignedOrder =>
  signedOrderSchema.parse({ ...signed, order: { ...signed.order, at: signed.order.at + 1 } as Order });

/** Somebody real whose right it is not: an auditor for what people sign, another member for what officers sign. */
async function strangerOf(campus: Campus, type: string): Promise<Signing> {
  const officerTypes: OrderType[] = ['openAccount', 'replaceKey', 'suspendAccount'];
  if (officerTypes.includes(type as OrderType)) return accountSigns(await campus.member());
  return officerSigns(await appointed(campus, ['auditor']));
}
