import type { OfficerRole } from '@kumoh-pay/domain';
import { newStudent, rosterOf, type Student, signUp } from '../../../server/test/member.ts';
import { approveDay, closedDay, figuresOf, giveAccount } from '../../../server/test/settling.ts';
import { openShop, type Shop } from '../../../server/test/shop.ts';
import type { Campus } from '../campus/campus.ts';
import type { Office } from '../campus/office.ts';
import { granted, inAnHour, Officer } from '../campus/officer.ts';

/** What shops and students do by themselves, so that the office has something to look at. */
export class Trade {
  readonly campus: Campus;
  readonly office: Office;
  readonly programme: string;

  constructor(campus: Campus, office: Office, programme: string) {
    this.campus = campus;
    this.office = office;
    this.programme = programme;
  }

  get #doors() {
    return { server: { addresses: this.campus.addresses }, mails: this.campus.mails };
  }

  /** A shop with a tablet that charges. */
  async shop(name: string): Promise<Shop & { name: string }> {
    await this.office.first.showTotp();
    return { ...(await openShop(this.#doors, this.office.first, name)), name };
  }

  /** A bank account of its own on the ledger, once it has closed a day. */
  async bank(shop: Shop & { name: string }, account: string): Promise<void> {
    const { first, second } = this.office;
    for (const officer of [first, second]) await officer.showTotp();
    await giveAccount([first, second], shop, { bankCode: '004', account, holder: shop.name });
  }

  /** A student with a wallet and so many won. */
  async student(studentNumber: string, name: string, amount: number): Promise<Student> {
    const student = newStudent(this.#doors, studentNumber, name);
    const { console: office } = this.office.first;
    // The whole list each time: who is missing from it counts as having left.
    this.#roster.push(student);
    await this.office.first.showTotp();
    granted(await office.roster.import.mutate({ text: rosterOf(...this.#roster) }));
    await signUp(this.#doors, student);
    if (amount > 0) await this.office.issue(this.programme, amount, student.account);
    return student;
  }
  readonly #roster: Student[] = [];

  /** A business day with these charges, closed and counted. */
  async day(shop: Shop, payer: Student, day: number, amounts: number[]): Promise<void> {
    await this.office.first.showTotp();
    await closedDay(this.office.first, shop, payer, { day, amounts });
  }

  async approve(officer: Officer, shop: Shop, day: number): Promise<void> {
    await officer.showTotp();
    granted(await approveDay(officer, shop, { day, shown: await figuresOf(officer, shop, day) }));
  }

  /** A third officer, invited by the first and appointed by both. */
  async appoint(name: string, mailName: string, roles: OfficerRole[]): Promise<Officer> {
    const { first } = this.office;
    await first.showTotp();
    const asked = roles.filter((role) => role !== 'enroller').sort();
    const { link } = granted(await first.console.invitation.invite.mutate({ roles: asked }));
    const third = new Officer(this.campus, name, mailName);
    const token = link.split('#')[1] ?? '';
    third.totpSecret = granted(
      await third.console.invitation.accept.mutate({ token, officer: third.registration }),
    ).totpSecret;
    const { id, signer, recoveryKey } = third;
    const officer = { id, key: signer.key, recoveryKey, roles: asked };
    await this.office.byBoth('appointOfficer', { until: inAnHour(), officer });
    await third.rolesHeld();
    return third;
  }
}
