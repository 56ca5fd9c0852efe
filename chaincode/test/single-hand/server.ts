import { minuteMs, newId, won } from '@kumoh-pay/domain';
import { accountSigns, type Person, terminalSigns } from '../campus.ts';
import { signedOrder } from '../hand.ts';
import { type Attempt, altered, posingAs, send, server, shopAt, signedInstead } from './attempt.ts';

/** With the server's identity, key, database and every order that passed through it, but nobody's device. */
export const byTheServer: Attempt[] = [
  {
    name: 'a charge invented in the terminal’s name',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const honest = campus.charge(terminal, soo, 5_000);
      const forged = [posingAs(terminalSigns(terminal), campus.enroller.hand)];
      return { bad: signedInstead(campus, honest, forged), ends: 'BAD_SIGNATURE', twin: () => honest };
    },
  },
  {
    name: 'a charge signed by the server itself',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const honest = campus.charge(terminal, soo, 5_000);
      return {
        bad: signedInstead(campus, honest, [server(campus)]),
        ends: 'NOT_AUTHORISED',
        twin: () => honest,
      };
    },
  },
  {
    name: 'a pay code invented for a member',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const posing: Person = { ...soo, hand: campus.enroller.hand };
      const bad = campus.charge(terminal, posing, 5_000);
      return { bad, ends: 'BAD_SIGNATURE', twin: () => campus.charge(terminal, soo, 5_000) };
    },
  },
  {
    name: 'an amount altered on its way',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const honest = campus.charge(terminal, soo, 5_000);
      return { bad: altered(honest, { body: { amount: 6_000 } }), ends: 'BAD_SIGNATURE', twin: () => honest };
    },
  },
  {
    name: 'a charge turned to another vendor',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const other = await campus.terminal(await campus.vendor());
      const honest = campus.charge(terminal, soo, 5_000);
      const body = { vendor: other.vendor, terminal: other.id };
      return { bad: altered(honest, { body }), ends: 'BAD_SIGNATURE', twin: () => honest };
    },
  },
  {
    name: 'a code from the database replayed under a new id',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const honest = campus.charge(terminal, soo, 5_000);
      await campus.carry(honest);
      const bad = altered(honest, { id: newId() });
      return {
        bad,
        ends: 'BAD_SIGNATURE',
        twin: () => campus.charge(terminal, soo, 5_000, { counter: campus.now + 1 }),
      };
    },
  },
  {
    name: 'a committed charge sent once more',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const bad = campus.charge(terminal, soo, 5_000);
      await campus.carry(bad);
      return {
        bad,
        ends: 'repeat',
        twin: () => campus.charge(terminal, soo, 5_000, { counter: campus.now + 1 }),
      };
    },
  },
  {
    name: 'a transfer kept for eleven minutes',
    async try(campus) {
      const { soo } = await shopAt(campus);
      const to = (await campus.member()).id;
      const body = { from: soo.id, to, amount: won(1_000) };
      const old = campus.now - 11 * minuteMs;
      const bad = signedOrder(campus.ledger.name, 'transfer', body, old, [accountSigns(soo)], {
        hints: campus.hints(soo),
      });
      return { bad, ends: 'STALE_ORDER', twin: () => send(campus, soo, to, 1_000, accountSigns(soo)) };
    },
  },
  {
    name: 'a stale transfer with a new time',
    async try(campus) {
      const { soo } = await shopAt(campus);
      const honest = send(campus, soo, (await campus.member()).id, 1_000, accountSigns(soo));
      return { bad: altered(honest, { at: honest.order.at + 1 }), ends: 'BAD_SIGNATURE', twin: () => honest };
    },
  },
  {
    name: 'a code of two minutes ago',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus);
      const bad = campus.charge(terminal, soo, 5_000, { counter: campus.now - 2 * minuteMs });
      return { bad, ends: 'CODE_EXPIRED', twin: () => campus.charge(terminal, soo, 5_000) };
    },
  },
  {
    name: 'a transfer in a member’s name',
    async try(campus) {
      const { soo } = await shopAt(campus);
      const to = (await campus.member()).id;
      const bad = send(campus, soo, to, 1_000, posingAs(accountSigns(soo), campus.enroller.hand));
      return { bad, ends: 'BAD_SIGNATURE', twin: () => send(campus, soo, to, 1_000, accountSigns(soo)) };
    },
  },
  {
    name: 'another’s notes named as hints',
    async try(campus) {
      const { terminal, soo } = await shopAt(campus, 1_000);
      const { soo: min } = await shopAt(campus);
      const hints = [...campus.hints(soo), ...campus.hints(min)].sort();
      const bad = campus.charge(terminal, soo, 5_000, { hints });
      return { bad, ends: 'INSUFFICIENT_FUNDS', twin: () => campus.charge(terminal, soo, 1_000, { hints }) };
    },
  },
];
