import { addDays, type Day, type Id, newId, type SignedOrder, seoulDay, won } from '@kumoh-pay/domain';
import { saveProgrammeName } from '@kumoh-pay/server/programme/store.ts';
import type { KeyHolder } from './campus.ts';
import { officerSigns, type Seeding } from './seeding.ts';

/** The two programmes: one that goes on and is taken everywhere, and one for meals that ends soon. */
export interface DemoProgrammes {
  everywhere: Id;
  meals: Id;
}

const everywhereDays = 75;
/** Days after today: the wallet shows that something ends soon. */
const mealsLeftDays = 5;
const budgetWon = { everywhere: 20_000_000, meals: 4_000_000 };
/** Each week, to each member. */
export const weeklyWon = 60_000;
/** Twice a month, for meals. */
export const mealsWon = 32_000;

export async function createProgrammes(seeding: Seeding, today: Day): Promise<DemoProgrammes> {
  const { everywhere, meals }: DemoProgrammes = { everywhere: newId(), meals: newId() };
  const firstDay = seoulDay(seeding.now);
  const cafeteria = seeding.campus.shops[0]?.vendor ?? '';
  const signers = issuerAndApprover(seeding).map(officerSigns);
  const { db } = seeding.parts;
  await saveProgrammeName(db, { programme: everywhere, name: '복지 상품권', created_at: seeding.now });
  await saveProgrammeName(db, { programme: meals, name: '학생식당 식권', created_at: seeding.now });
  await seeding.done(
    'createProgramme',
    {
      until: seeding.until,
      programme: everywhere,
      funder: 'university',
      firstDay,
      lastDay: addDays(today, everywhereDays),
      budget: won(budgetWon.everywhere),
      vendors: null,
      transferable: true,
    },
    signers,
  );
  await seeding.done(
    'createProgramme',
    {
      until: seeding.until,
      programme: meals,
      funder: 'student-union',
      firstDay,
      lastDay: addDays(today, mealsLeftDays),
      budget: won(budgetWon.meals),
      vendors: [cafeteria],
      transferable: false,
    },
    signers,
  );
  return { everywhere, meals };
}

/** The same amount to every member, signed by an issuer and an approver since it is above the solo cap. */
export async function issueToAll(seeding: Seeding, programme: Id, amount: number): Promise<void> {
  const receivers = seeding.campus.members
    .map(({ id }) => ({ account: id, amount: won(amount) }))
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  const signers = issuerAndApprover(seeding).map(officerSigns);
  const signed: SignedOrder = seeding.sign('issue', { until: seeding.until, programme, receivers }, signers);
  const { answer } = await seeding.parts.money.submitInParts(signed);
  if (answer.state !== 'committed')
    throw new Error(`the demo’s issue did not commit: ${JSON.stringify(answer)}`);
}

function issuerAndApprover({ campus }: Seeding): KeyHolder[] {
  const issuer = campus.officers.find(({ roles }) => !roles.includes('approver') && roles.includes('issuer'));
  const approver = campus.officers.find(({ roles }) => roles.includes('approver'));
  if (!issuer || !approver) throw new Error('the demo has an issuer and an approver');
  return [issuer, approver];
}
