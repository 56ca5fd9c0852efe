import { keyFromCode, newCode } from '@kumoh-pay/device/recovery-code.ts';
import {
  addDays,
  type Id,
  minuteMs,
  newId,
  type OrderOf,
  type Slip,
  seoulDay,
  slipBytes,
  type VoidableType,
  won,
} from '@kumoh-pay/domain';
import type { Campus } from './campus.ts';
import { granted, inAnHour, Officer } from './officer.ts';

/** A first run through the console's door, for stories that begin later. Both founders hold every office role. */
export async function found(campus: Campus): Promise<Office> {
  const [first, second] = [new Officer(campus, '박처장', 'park'), new Officer(campus, '최과장', 'choi')];
  const begun = granted(
    await first.console.firstRun.begin.mutate({ secret: campus.firstRunSecret, officer: first.registration }),
  );
  first.totpSecret = begun.totpSecret;
  second.totpSecret = granted(
    await second.console.invitation.accept.mutate({
      token: begun.link.split('#')[1] ?? '',
      officer: second.registration,
    }),
  ).totpSecret;
  for (const officer of [first, second]) await officer.showTotp();
  for (const officer of [first, second]) {
    const { order } = granted(await officer.console.firstRun.order.query());
    granted(await officer.console.firstRun.sign.mutate({ signature: (await officer.sign(order)).signature }));
  }
  for (const officer of [first, second]) await officer.rolesHeld();
  return new Office(campus, first, second);
}

export interface Shop {
  vendor: Id;
  name: string;
}

/** The two founders and what they do at their desks, each act a real signed order through the console's door. */
export class Office {
  readonly campus: Campus;
  readonly first: Officer;
  readonly second: Officer;

  constructor(campus: Campus, first: Officer, second: Officer) {
    this.campus = campus;
    this.first = first;
    this.second = second;
  }

  /** Proposed by the first, signed by the second: the approvals inbox. */
  async byBoth<Type extends VoidableType>(type: Type, body: OrderOf<Type>['body']): Promise<Id> {
    const signed = await this.first.signed(type, body);
    granted(await this.first.console.approval.propose.mutate({ signed: signed as never, shown: null }));
    const { signature } = await this.second.sign(signed.order as OrderOf<VoidableType>);
    granted(await this.second.console.approval.sign.mutate({ id: signed.order.id, signature }));
    return signed.order.id;
  }

  async openShop(name: string, feeBasisPoints = 0): Promise<Shop> {
    const vendor = newId();
    const place = '학생회관 1층';
    granted(await this.first.console.vendorRecord.save.mutate({ id: vendor, name, place, mail: null }));
    await this.first.showTotp();
    const bank = { bankCode: '004', account: '12345678901', holder: name };
    const { commitment } = granted(
      await this.first.console.vendorRecord.keepBankAccount.mutate({ vendor, bank }),
    );
    await this.byBoth('registerVendor', { until: inAnHour(), vendor, feeBasisPoints, payee: commitment });
    return { vendor, name };
  }

  async openProgramme(name: string): Promise<Id> {
    const programme = newId();
    const today = seoulDay(Date.now());
    await this.byBoth('createProgramme', {
      until: inAnHour(),
      programme,
      funder: 'coop',
      firstDay: today,
      lastDay: addDays(today, 90),
      budget: won(100_000_000),
      vendors: null,
      transferable: true,
    });
    granted(await this.first.console.programme.saveName.mutate({ programme, name }));
    return programme;
  }

  /** The pairing code of 26 characters, as the officer's screen shows it. */
  async pairingCode({ vendor }: Shop, name: string): Promise<string> {
    const code = newCode();
    const slip: Slip = {
      terminal: newId(),
      vendor,
      pairingKey: keyFromCode(code, 'pairing').publicKey,
      expires: Date.now() + 5 * minuteMs,
    };
    await this.first.showTotp();
    const signature = this.first.signer.bytes(slipBytes(await this.first.ledgerName(), slip));
    granted(await this.first.console.terminal.offer.mutate({ slip, signature, name }));
    return code;
  }

  async takeRoster(...people: { studentNumber: string; name: string; mail: string }[]): Promise<void> {
    const lines = people.map(({ studentNumber, name, mail }) => `${studentNumber},${name},${mail}`);
    await this.first.showTotp();
    granted(await this.first.console.roster.import.mutate({ text: ['학번,이름,메일', ...lines].join('\n') }));
  }

  /** By one issuer alone, below the solo cap. */
  async issue(programme: Id, amount: number, ...accounts: Id[]): Promise<void> {
    const receivers = accounts.toSorted().map((account) => ({ account, amount: won(amount) }));
    const signed = await this.first.signed('issue', { until: inAnHour(), programme, receivers });
    granted(await this.first.console.issue.issue.mutate({ signed }));
  }
}
