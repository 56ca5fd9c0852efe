import { createHash } from 'node:crypto';
import {
  firstLimits,
  type Id,
  minuteMs,
  type OrderOf,
  type OrderType,
  recordSchemas,
  type SignedOrder,
  type SignerRole,
  settlementFigures,
  slipBytes,
} from '@kumoh-pay/domain';
import { TestLedger, testLedger } from '../../chaincode/test/conservation/test-ledger.ts';
import { type Signing, signedOrder } from '../../chaincode/test/hand.ts';
import { handOf, idOf } from '../../chaincode/test/model/keys.ts';

/** Noon in Seoul. */
const startMs = Date.UTC(2026, 10, 22, 3);
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const roles = ['approver', 'auditor', 'issuer', 'registrar'] as const;
const boxes = Array.from({ length: 32 }, (_, box) => box);

export const ids = {
  kim: idOf('kim'),
  lee: idOf('lee'),
  park: idOf('park'),
  enroller: idOf('enroller'),
  soo: idOf('soo'),
  min: idOf('min'),
  vendor: idOf('vendor'),
  terminal: idOf('terminal'),
  programme: idOf('programme'),
};
const as = (role: SignerRole, name: keyof typeof ids): Signing => ({
  hand: handOf(name),
  role,
  id: ids[name],
});
const kimAndLee = [as('officer', 'kim'), as('officer', 'lee')];

/** A day on a real ledger by the real contract: what the audit must find equal, and what the tamperings start from. */
export class Story {
  readonly ledger: TestLedger;
  #orders = 0;

  private constructor(ledger: TestLedger) {
    this.ledger = ledger;
  }

  static async tell(): Promise<Story> {
    const story = new Story(await TestLedger.open(startMs));
    await story.#open();
    await story.#trade();
    await story.#settle();
    return story;
  }

  sign<Type extends OrderType>(
    type: Type,
    body: OrderOf<Type>['body'],
    signers: readonly Signing[],
    more: { id?: Id; hints?: string[]; part?: number } = {},
  ): SignedOrder {
    this.#orders += 1;
    return signedOrder(testLedger, type, body, this.ledger.now, signers, {
      id: idOf(`order ${this.#orders}`),
      ...more,
    });
  }

  async done<Type extends OrderType>(...order: Parameters<typeof this.sign<Type>>): Promise<SignedOrder> {
    const signed = this.sign(...order);
    const outcome = await this.ledger.send(signed);
    if (!outcome.ok) throw new Error(`${signed.order.type} was refused: ${outcome.code} ${outcome.detail}`);
    this.ledger.now += 1_000;
    return signed;
  }

  charge(payer: 'soo' | 'min', amount: number, hints: string[] = []): SignedOrder {
    const code = handOf(payer).payCode(testLedger, ids[payer], this.ledger.now, 30_000);
    const body = { vendor: ids.vendor, terminal: ids.terminal, amount, code } as OrderOf<'charge'>['body'];
    return this.sign('charge', body, [as('terminal', 'terminal')], { hints });
  }

  async #open(): Promise<void> {
    const until = startMs + 600 * minuteMs;
    const officer = (name: 'kim' | 'lee' | 'park') => ({
      id: ids[name],
      key: handOf(name).publicKey,
      recoveryKey: handOf(`${name} recovery`).publicKey,
      roles: [...roles],
    });
    const officers = [officer('kim'), officer('lee')].sort((a, b) => (a.id < b.id ? -1 : 1));
    const enroller = { id: ids.enroller, key: handOf('enroller').publicKey };
    await this.done('bootstrap', { until, mark: 'test', limits: firstLimits, enroller, officers }, kimAndLee);
    await this.done('appointOfficer', { until, officer: officer('park') }, kimAndLee);
    const programme = {
      programme: ids.programme,
      funder: 'coop',
      firstDay: '2026-11-01',
      lastDay: '2026-12-31',
      budget: 10_000_000,
      vendors: null,
      transferable: true,
    };
    await this.done(
      'createProgramme',
      { until, ...programme } as OrderOf<'createProgramme'>['body'],
      kimAndLee,
    );
    await this.done(
      'registerVendor',
      { until, vendor: ids.vendor, feeBasisPoints: 250, payee: sha256('payee') },
      kimAndLee,
    );
    const slip = {
      terminal: ids.terminal,
      vendor: ids.vendor,
      pairingKey: handOf('pairing').publicKey,
      expires: this.ledger.now + minuteMs,
    };
    const slipSignature = handOf('kim').signText(slipBytes(testLedger, slip));
    const pairing: Signing = { hand: handOf('pairing'), role: 'pairing', id: ids.terminal };
    await this.done(
      'pairTerminal',
      { slip, officer: ids.kim, slipSignature, key: handOf('terminal').publicKey },
      [as('terminal', 'terminal'), pairing],
    );
    for (const name of ['soo', 'min'] as const) {
      const keys = { key: handOf(name).publicKey, recoveryKey: handOf(`${name} recovery`).publicKey };
      await this.done('openAccount', { account: ids[name], ...keys }, [
        as('officer', 'enroller'),
        as('account', name),
      ]);
    }
    const receivers = [ids.soo, ids.min].sort().map((account) => ({ account, amount: 50_000 }));
    await this.done(
      'issue',
      { until, programme: ids.programme, receivers } as OrderOf<'issue'>['body'],
      kimAndLee,
      { part: 0, id: idOf('first issue') },
    );
  }

  /** Charges in a carrier of mixed fate, a repeat, a conflict, a pay, a transfer, a refund and a void. */
  async #trade(): Promise<void> {
    const place = [ids.soo, ids.min].sort().indexOf(ids.soo);
    const hint = `a.${ids.soo}/i.${idOf('first issue')}.${place}`;
    const lunch = this.charge('soo', 6_500, [hint]);
    await this.ledger.carry([lunch, this.charge('min', 1_000)]);
    await this.ledger.carry([lunch]);
    this.ledger.now += minuteMs;
    const [one, other] = [this.charge('soo', 2_000), this.charge('soo', 3_000)];
    await this.ledger.carry([one], [other]);
    this.ledger.now += minuteMs;
    const charge = idOf('requested charge');
    const request = handOf('terminal').requestCode(testLedger, {
      charge,
      terminal: ids.terminal,
      amount: 4_500,
      expiresSeconds: Math.floor(this.ledger.now / 1_000) + 60,
    });
    await this.done('pay', { account: ids.soo, request }, [as('account', 'soo')], { id: charge });
    await this.done(
      'transfer',
      { from: ids.soo, to: ids.min, amount: 5_000 } as OrderOf<'transfer'>['body'],
      [as('account', 'soo')],
    );
    await this.done(
      'refund',
      {
        vendor: ids.vendor,
        terminal: ids.terminal,
        charge: lunch.order.id,
        amount: 1_500,
      } as OrderOf<'refund'>['body'],
      [as('terminal', 'terminal')],
    );
    await this.done('void', { type: 'charge', id: idOf('never'), vendor: ids.vendor }, [
      as('terminal', 'terminal'),
    ]);
  }

  async #settle(): Promise<void> {
    const vendor = ids.vendor;
    const until = startMs + 600 * minuteMs;
    await this.done('sealDay', { vendor, day: 1 }, [as('terminal', 'terminal')]);
    // Nobody chooses where a note lies, so nearly all are counted first: there the tamperings look for won.
    await this.done('countDay', { vendor, day: 1, boxes: boxes.slice(0, -1) }, [as('officer', 'enroller')]);
    await this.done('countDay', { vendor, day: 1, boxes: boxes.slice(-1) }, [as('officer', 'enroller')]);
    await this.done('approveSettlement', { until, vendor, day: 1, shown: await this.#figures() }, [
      as('officer', 'kim'),
    ]);
    const batch = idOf('batch');
    const settlements = [{ vendor, day: 1, shown: await this.#figures() }];
    await this.done(
      'preparePayout',
      { until, fileHash: sha256('bank file'), settlements },
      [as('officer', 'kim')],
      { id: batch },
    );
    const [payout] = await this.ledger.read(['payout', batch]);
    await this.done('recordPayout', { until, batch, shown: sha256(payout ?? ''), returned: [] }, [
      as('officer', 'park'),
    ]);
  }

  async #figures(): Promise<string> {
    const [settlement, vendor] = await this.ledger.read(
      ['settlement', ids.vendor, '1'],
      ['vendor', ids.vendor],
    );
    const { payee } = recordSchemas.vendor.parse(JSON.parse(vendor ?? ''));
    return sha256(
      settlementFigures(
        testLedger,
        ids.vendor,
        1,
        recordSchemas.settlement.parse(JSON.parse(settlement ?? '')),
        payee,
      ),
    );
  }
}
