import { type Campus, openCampus } from './campus.ts';
import { found, type Officer } from './founding.ts';
import { enrol, newStudent, type Student } from './member.ts';

/** A founded campus with two students, both signed up and without a won. */
export async function openCampusOfTwo(): Promise<{
  campus: Campus;
  officers: [Officer, Officer];
  kim: Student;
  lee: Student;
}> {
  const campus = await openCampus();
  const officers = await found(campus);
  const kim = newStudent(campus, '20260001', '김민수');
  const lee = newStudent(campus, '20260002', '이서연');
  await enrol(campus, officers[0], kim, lee);
  return { campus, officers, kim, lee };
}
