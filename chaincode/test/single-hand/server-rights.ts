import { newId, type OrderOf, secondMs, won } from '@kumoh-pay/domain';
import { accountSigns, officerSigns, type PairedTerminal, type Person } from '../campus.ts';
import { digestOf, Hand } from '../hand.ts';
import { appointed, confirmedSigns, freshKey, programmeTerms } from '../steps.ts';
import { type Attempt, altered, bodyOf, posingAs, send, server, shopAt, stolen } from './attempt.ts';

/** The same server tries for rights: a terminal, a key, an officer, vouchers, a payee. */
export const serverForRights: Attempt[] = [
  {
    name: 'a terminal of its own, by a slip of its own',
    async try(campus) {
      const tablet: PairedTerminal = {
        id: newId(),
        hand: new Hand(),
        recovery: new Hand(),
        vendor: await campus.vendor(),
      };
      const [type, body, signers] = campus.pairing(tablet);
      const bad = campus.sign(type, { ...body, officer: campus.enroller.id }, signers);
      return { bad, ends: 'NOT_AUTHORISED', twin: () => campus.sign(type, body, signers) };
    },
  },
  {
    name: 'a terminal of its own, by an officer’s slip without the pairing code',
    async try(campus) {
      const tablet: PairedTerminal = {
        id: newId(),
        hand: new Hand(),
        recovery: new Hand(),
        vendor: await campus.vendor(),
      };
      const [type, body, signers] = campus.pairing(tablet);
      const [own] = signers;
      if (!own) throw new Error('unsigned');
      const pairing = posingAs({ ...own, role: 'pairing' }, campus.enroller.hand);
      const bad = campus.sign(type, { ...body, key: freshKey() }, [
        posingAs(own, campus.enroller.hand),
        pairing,
      ]);
      return { bad, ends: 'BAD_SIGNATURE', twin: () => campus.sign(type, body, signers) };
    },
  },
  {
    name: 'a limited key that sends',
    async try(campus) {
      const { asThief, member } = await stolen(campus);
      const to = (await campus.member()).id;
      const bad = send(campus, member, to, 1_000, accountSigns(asThief));
      const { soo } = await shopAt(campus);
      return { bad, ends: 'ACCOUNT_LIMITED', twin: () => send(campus, soo, to, 1_000, accountSigns(soo)) };
    },
  },
  {
    name: 'a limited key that spends more than the limited cap',
    async try(campus) {
      const { asThief, terminal } = await stolen(campus);
      const bad = campus.charge(terminal, asThief, 10_001);
      return { bad, ends: 'LIMITED_CAP', twin: () => campus.charge(terminal, asThief, 10_000) };
    },
  },
  {
    name: 'a second replacement for another limited cap',
    async try(campus) {
      const { asThief, member, terminal } = await stolen(campus);
      await campus.carry(campus.charge(terminal, asThief, 9_000));
      const again: Person = { ...member, hand: new Hand() };
      await campus.done('replaceKey', { account: member.id, key: again.hand.publicKey }, [server(campus)]);
      const counter = campus.now + 1;
      const bad = campus.charge(terminal, again, 1_001, { counter });
      return { bad, ends: 'LIMITED_CAP', twin: () => campus.charge(terminal, again, 1_000, { counter }) };
    },
  },
  {
    name: 'a limited key’s offline code, sent after the holder took the key back',
    async try(campus) {
      const { asThief, member, terminal } = await stolen(campus);
      const certificate = campus.certificate(asThief, { key: asThief.hand.publicKey, cap: 20_000 });
      const late = (amount: number, place: number) =>
        campus.offlineCharge(terminal, asThief, amount, {
          agoMs: 0,
          counter: campus.now + place,
          certificate,
        });
      await campus.carry(late(9_000, 1));
      const [bad, twin] = [late(1_001, 2), late(1_000, 3)];
      campus.pass(secondMs);
      await campus.done('keepKey', { account: member.id }, [confirmedSigns(member)]);
      const body = { account: member.id, key: member.hand.publicKey };
      await campus.done('confirmKey', body, [confirmedSigns(member)]);
      return { bad, ends: 'LIMITED_CAP', twin: () => twin };
    },
  },
  {
    name: 'more replacements in a day than the policy allows',
    async try(campus) {
      const limits = campus.record('policy')?.limits;
      if (!limits) throw new Error('no policy');
      const body = {
        until: campus.until,
        shown: campus.shown('policy'),
        limits: { ...limits, limitedPerDay: 1 },
      };
      await campus.done('setPolicy', body, campus.both);
      await stolen(campus);
      const { id } = await campus.member();
      const bad = campus.sign('replaceKey', { account: id, key: freshKey() }, [server(campus)]);
      const { soo } = await shopAt(campus);
      const proven = [server(campus), confirmedSigns(soo)];
      const twin = () => campus.sign('replaceKey', { account: soo.id, key: freshKey() }, proven);
      return { bad, ends: 'REPLACEMENTS_TODAY', twin };
    },
  },
  {
    name: 'a replacement with a forged recovery key',
    async try(campus) {
      const { soo } = await shopAt(campus);
      const body = { account: soo.id, key: freshKey(), recoveryKey: freshKey() };
      const recovery = { hand: soo.recovery, role: 'recovery' as const, id: soo.id };
      const bad = campus.sign('replaceKey', body, [server(campus), posingAs(recovery, new Hand())]);
      return {
        bad,
        ends: 'BAD_SIGNATURE',
        twin: () => campus.sign('replaceKey', body, [server(campus), recovery]),
      };
    },
  },
  {
    name: 'a limited key confirmed by the server',
    async try(campus) {
      const { member, thief } = await stolen(campus);
      const body = { account: member.id, key: thief.publicKey };
      const bad = campus.sign('confirmKey', body, [server(campus)]);
      return {
        bad,
        ends: 'NOT_AUTHORISED',
        twin: () => campus.sign('confirmKey', body, [confirmedSigns(member)]),
      };
    },
  },
  {
    name: 'a recovery key of the server’s own',
    async try(campus) {
      const member: Person = { id: newId(), hand: new Hand(), recovery: new Hand() };
      const opening = { account: member.id, key: member.hand.publicKey, recoveryKey: null };
      await campus.done('openAccount', opening, [server(campus), accountSigns(member)]);
      const body = { account: member.id, recoveryKey: freshKey() };
      const bad = campus.sign('setRecoveryKey', body, [server(campus)]);
      return {
        bad,
        ends: 'NOT_AUTHORISED',
        twin: () => campus.sign('setRecoveryKey', body, [confirmedSigns(member)]),
      };
    },
  },
  {
    name: 'an officer’s key replaced by the server',
    async try(campus) {
      const officer = await appointed(campus, ['approver']);
      const shown = campus.shown('officer', officer.id);
      const body = { until: campus.until, shown, officer: officer.id, key: freshKey() };
      const bad = campus.sign('replaceOfficerKey', body, [server(campus)]);
      return {
        bad,
        ends: 'NOT_AUTHORISED',
        twin: () => campus.sign('replaceOfficerKey', body, [officerSigns(officer)]),
      };
    },
  },
  {
    name: 'an officer appointed by the server',
    async try(campus) {
      const officer = { id: newId(), key: freshKey(), recoveryKey: freshKey(), roles: ['issuer' as const] };
      const body = { until: campus.until, officer };
      const bad = campus.sign('appointOfficer', body, [server(campus)]);
      return { bad, ends: 'NOT_AUTHORISED', twin: () => campus.sign('appointOfficer', body, campus.both) };
    },
  },
  {
    name: 'vouchers issued by the server',
    async try(campus) {
      const { soo, programme } = await shopAt(campus);
      const receivers = [{ account: soo.id, amount: won(9_000) }];
      const body = { until: campus.until, programme, receivers };
      const bad = campus.sign('issue', body, [server(campus)], { part: 0 });
      return {
        bad,
        ends: 'NOT_AUTHORISED',
        twin: () => campus.sign('issue', body, campus.both, { part: 0 }),
      };
    },
  },
  {
    name: 'a receiver exchanged in an issuer’s list',
    async try(campus) {
      const { soo, programme } = await shopAt(campus);
      const other = await campus.member();
      const receivers = [{ account: soo.id, amount: won(9_000) }];
      const honest = campus.sign('issue', { until: campus.until, programme, receivers }, campus.both, {
        part: 0,
      });
      const bad = altered(honest, { body: { receivers: [{ account: other.id, amount: 9_000 }] } });
      return { bad, ends: 'BAD_SIGNATURE', twin: () => honest };
    },
  },
  {
    name: 'a later part with another list',
    async try(campus) {
      const { soo, programme } = await shopAt(campus);
      const strangers = Array.from({ length: 200 }, () => newId());
      const list = (last: number) =>
        [
          ...strangers.map((account) => ({ account, amount: won(1) })),
          { account: soo.id, amount: won(last) },
        ].sort((a, b) => (a.account < b.account ? -1 : 1));
      const body = { until: campus.until, programme, receivers: list(1) };
      const first = await campus.done('issue', body, campus.both, { part: 0 });
      const later = { ...first, part: 1 };
      const bad = altered(later, { body: { receivers: list(5_000) } });
      return { bad, ends: 'ORDER_ID_REUSED', twin: () => later };
    },
  },
  {
    name: 'a programme of the server’s own',
    async try(campus) {
      const body = { until: campus.until, programme: newId(), ...programmeTerms };
      const bad = campus.sign('createProgramme', body, [server(campus)]);
      return { bad, ends: 'NOT_AUTHORISED', twin: () => campus.sign('createProgramme', body, campus.both) };
    },
  },
  {
    name: 'a payee exchanged in what two approvers signed',
    async try(campus) {
      const vendor = await campus.vendor();
      const body: OrderOf<'changeVendor'>['body'] = {
        until: campus.until,
        shown: campus.shown('vendor', vendor),
        vendor,
        payee: digestOf('honest'),
      };
      const honest = campus.sign('changeVendor', body, campus.both);
      const bad = altered(honest, { body: { ...bodyOf(honest, 'changeVendor'), payee: digestOf('mine') } });
      return { bad, ends: 'BAD_SIGNATURE', twin: () => honest };
    },
  },
];
