import { hourMs, type Id, minuteMs, newId, type OrderOf, type OrderType, won } from '@kumoh-pay/domain';
import {
  accountSigns,
  type Campus,
  officerSigns,
  type PairedTerminal,
  type Person,
  terminalSigns,
} from './campus.ts';
import { digestOf, Hand, type Signing } from './hand.ts';
import {
  appointed,
  approved,
  bouncedCharge,
  boxes,
  closed,
  confirmedSigns,
  counted,
  figures,
  freshKey,
  fundedMember,
  limited,
  paidCharge,
  prepared,
  programmeTerms,
  suspended,
} from './steps.ts';

/** One good order of each type on a campus where it may happen, for tests that spoil it in one way at a time. */
export interface GoodOrder<Type extends OrderType = OrderType> {
  type: Type;
  body: OrderOf<Type>['body'];
  signers: Signing[];
  part?: number;
  id?: Id;
  hints?: string[];
}

const good = <Type extends OrderType>(
  type: Type,
  body: OrderOf<Type>['body'],
  signers: Signing[],
  more: { part?: number; id?: Id; hints?: string[] } = {},
): GoodOrder<Type> => ({
  type,
  body,
  signers,
  ...more,
});

/** Every order type but `bootstrap`, which only an empty ledger takes, and `void`. */
export const scenarios: {
  [Type in Exclude<OrderType, 'bootstrap' | 'void'>]: (campus: Campus) => Promise<GoodOrder<Type>>;
} = {
  appointOfficer: async (campus) =>
    good(
      'appointOfficer',
      {
        until: campus.until,
        officer: { id: newId(), key: freshKey(), recoveryKey: freshKey(), roles: ['issuer'] },
      },
      campus.both,
    ),
  retireOfficer: async (campus) => {
    const { id } = await appointed(campus, ['auditor']);
    return good(
      'retireOfficer',
      { until: campus.until, shown: campus.shown('officer', id), officer: id },
      campus.both,
    );
  },
  setPolicy: async (campus) => {
    const limits = {
      ...(campus.record('policy')?.limits ?? {}),
      chargeCap: won(50_000),
    } as OrderOf<'setPolicy'>['body']['limits'];
    return good('setPolicy', { until: campus.until, shown: campus.shown('policy'), limits }, campus.both);
  },
  replaceOfficerKey: async (campus) => {
    const officer = await appointed(campus, ['auditor']);
    const body = {
      until: campus.until,
      shown: campus.shown('officer', officer.id),
      officer: officer.id,
      key: freshKey(),
    };
    return good('replaceOfficerKey', body, [officerSigns(officer)]);
  },
  openAccount: async (campus) => {
    const member: Person = { id: newId(), hand: new Hand(), recovery: new Hand() };
    const body = { account: member.id, key: member.hand.publicKey, recoveryKey: null };
    return good('openAccount', body, [officerSigns(campus.enroller), accountSigns(member)]);
  },
  setRecoveryKey: async (campus) => {
    const member = await campus.member();
    const body = {
      until: campus.until,
      shown: campus.shown('account', member.id),
      account: member.id,
      recoveryKey: freshKey(),
    };
    return good('setRecoveryKey', body, [confirmedSigns(member), ...campus.both]);
  },
  replaceKey: async (campus) => {
    const member = await campus.member();
    return good('replaceKey', { account: member.id, key: freshKey() }, [
      officerSigns(campus.enroller),
      confirmedSigns(member),
    ]);
  },
  confirmKey: async (campus) => {
    const { member, thief } = await limited(campus);
    return good('confirmKey', { account: member.id, key: thief.publicKey }, [confirmedSigns(member)]);
  },
  keepKey: async (campus) => {
    const { member } = await limited(campus);
    return good('keepKey', { account: member.id }, [confirmedSigns(member)]);
  },
  suspendAccount: async (campus) => {
    const member = await campus.member();
    const body = { account: member.id, until: campus.until, shown: campus.shown('account', member.id) };
    return good('suspendAccount', body, [officerSigns(campus.kim)]);
  },
  resumeAccount: async (campus) => {
    const member = await suspended(campus);
    return good('resumeAccount', { account: member.id }, [accountSigns(member)]);
  },
  closeAccount: async (campus) => {
    const { id } = await campus.member();
    return good(
      'closeAccount',
      { until: campus.until, account: id, shown: campus.shown('account', id) },
      campus.both,
    );
  },
  sweepAccount: async (campus) =>
    good('sweepAccount', { account: (await closed(campus)).id }, [officerSigns(campus.enroller)]),
  gather: async (campus) =>
    good('gather', { account: (await fundedMember(campus)).id }, [officerSigns(campus.enroller)]),
  transfer: async (campus) => {
    const [from, to] = [await fundedMember(campus), await campus.member()];
    return good('transfer', { from: from.id, to: to.id, amount: won(3_000) }, [accountSigns(from)], {
      hints: campus.hints(from),
    });
  },
  createProgramme: async (campus) =>
    good('createProgramme', { until: campus.until, programme: newId(), ...programmeTerms }, campus.both),
  changeProgramme: async (campus) => {
    const programme = await campus.programme({ budget: won(1_000_000) });
    const body = {
      until: campus.until,
      shown: campus.shown('programme', programme),
      programme,
      lastDay: '2027-01-31',
      budget: won(2_000_000),
      vendors: null,
    };
    return good('changeProgramme', body, campus.both);
  },
  issue: async (campus) => {
    const [programme, { id }] = [await campus.programme(), await campus.member()];
    return good(
      'issue',
      { until: campus.until, programme, receivers: [{ account: id, amount: won(9_000) }] },
      [officerSigns(campus.kim)],
      { part: 0 },
    );
  },
  revoke: async (campus) => {
    const [programme, member] = [await campus.programme(), await campus.member()];
    await campus.issue(programme, 9_000, member);
    return good(
      'revoke',
      { until: campus.until, programme, receivers: [{ account: member.id, amount: won(4_000) }] },
      campus.both,
      { part: 0 },
    );
  },
  expire: async (campus) => {
    const [programme, member] = [await campus.programme({ lastDay: '2026-11-22' }), await campus.member()];
    await campus.issue(programme, 9_000, member);
    campus.pass(48 * hourMs);
    return good('expire', { programme, accounts: [member.id] }, [officerSigns(campus.enroller)]);
  },
  registerVendor: async (campus) =>
    good(
      'registerVendor',
      { until: campus.until, vendor: newId(), feeBasisPoints: 100, payee: digestOf('payee') },
      campus.both,
    ),
  changeVendor: async (campus) => {
    const vendor = await campus.vendor();
    return good(
      'changeVendor',
      { until: campus.until, shown: campus.shown('vendor', vendor), vendor, payee: digestOf('other') },
      campus.both,
    );
  },
  pairTerminal: async (campus) => {
    const terminal: PairedTerminal = {
      id: newId(),
      hand: new Hand(),
      recovery: new Hand(),
      vendor: await campus.vendor(),
    };
    return good(...campus.pairing(terminal));
  },
  retireTerminal: async (campus) => {
    const terminal = await campus.terminal(await campus.vendor());
    return good('retireTerminal', { terminal: terminal.id, until: campus.until }, [officerSigns(campus.kim)]);
  },
  charge: async (campus) => {
    const [terminal, payer] = [await campus.terminal(await campus.vendor()), await fundedMember(campus)];
    const { order, hints = [] } = campus.charge(terminal, payer, 5_000);
    return good('charge', order.body as OrderOf<'charge'>['body'], [terminalSigns(terminal)], { hints });
  },
  pay: async (campus) => {
    const [terminal, payer, charge] = [
      await campus.terminal(await campus.vendor()),
      await fundedMember(campus),
      newId(),
    ];
    const expiresSeconds = Math.floor(campus.now / 1_000) + 120;
    const request = terminal.hand.requestCode(campus.ledger.name, {
      charge,
      terminal: terminal.id,
      amount: 4_000,
      expiresSeconds,
    });
    return good('pay', { account: payer.id, request }, [accountSigns(payer)], {
      id: charge,
      hints: campus.hints(payer),
    });
  },
  presentCharge: async (campus) => {
    const { terminal, payer, charge } = await bouncedCharge(campus);
    await campus.issue(await campus.programme(), 9_000, payer);
    const body = { vendor: terminal.vendor, terminal: terminal.id, charge, account: payer.id };
    return good('presentCharge', body, [terminalSigns(terminal)], { hints: campus.hints(payer) });
  },
  refund: async (campus) => {
    const { terminal, charge } = await paidCharge(campus);
    const body = { vendor: terminal.vendor, terminal: terminal.id, charge, amount: won(2_000) };
    return good('refund', body, [terminalSigns(terminal)]);
  },
  sealDay: async (campus) => {
    const terminal = await campus.terminal(await campus.vendor());
    return good('sealDay', { vendor: terminal.vendor, day: 1 }, [terminalSigns(terminal)]);
  },
  countDay: async (campus) => {
    const { terminal } = await paidCharge(campus);
    await campus.done('sealDay', { vendor: terminal.vendor, day: 1 }, [terminalSigns(terminal)]);
    return good('countDay', { vendor: terminal.vendor, day: 1, boxes }, [officerSigns(campus.enroller)]);
  },
  approveSettlement: async (campus) => {
    const vendor = await counted(campus);
    return good(
      'approveSettlement',
      { until: campus.until, vendor, day: 1, shown: figures(campus, vendor) },
      [officerSigns(campus.kim)],
    );
  },
  rejectSettlement: async (campus) => {
    const vendor = await approved(campus);
    const body = {
      until: campus.until,
      vendor,
      day: 1,
      shown: figures(campus, vendor),
      reason: 'wrong-payee' as const,
    };
    return good('rejectSettlement', body, [officerSigns(campus.lee)]);
  },
  preparePayout: async (campus) => {
    const vendor = await approved(campus);
    const settlements = [{ vendor, day: 1, shown: figures(campus, vendor) }];
    return good('preparePayout', { until: campus.until, fileHash: digestOf('file'), settlements }, [
      officerSigns(campus.kim),
    ]);
  },
  cancelPayout: async (campus) => {
    const batch = await prepared(campus);
    return good(
      'cancelPayout',
      { until: campus.until, batch, shown: campus.shown('payout', batch) },
      campus.both,
    );
  },
  recordPayout: async (campus) => {
    const [third, batch] = [await appointed(campus, ['approver']), await prepared(campus)];
    return good(
      'recordPayout',
      { until: campus.until, batch, shown: campus.shown('payout', batch), returned: [] },
      [officerSigns(third)],
    );
  },
};

/** Minutes until an order of this campus goes stale, either way of saying it. */
export const longAfterMs = 61 * minuteMs;
