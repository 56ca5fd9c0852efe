import { newStudent, rosterOf, type Student, signUp } from '../../../server/test/member.ts';
import type { Campus } from '../campus/campus.ts';
import type { Office } from '../campus/office.ts';
import { granted } from '../campus/officer.ts';

/** What students do by themselves, so that the office has something to look at. */
export class Trade {
  readonly campus: Campus;
  readonly office: Office;
  readonly programme: string;
  readonly #roster: Student[] = [];

  constructor(campus: Campus, office: Office, programme: string) {
    this.campus = campus;
    this.office = office;
    this.programme = programme;
  }

  /** A student with a wallet and so many won. */
  async student(studentNumber: string, name: string, amount: number): Promise<Student> {
    const { addresses, mails } = this.campus;
    const doors = { server: { addresses }, mails };
    const student = newStudent(doors, studentNumber, name);
    // The whole list each time: who is missing from it counts as having left.
    this.#roster.push(student);
    granted(await this.office.first.console.roster.import.mutate({ text: rosterOf(...this.#roster) }));
    await signUp(doors, student);
    if (amount > 0) await this.office.issue(this.programme, amount, student.account);
    return student;
  }
}
