import { idSchema } from '@kumoh-pay/domain';
import { type Database, likePart } from '../db/index.ts';
import { accountsNamed } from '../member/office-store.ts';

/** A word that fits more things of a kind than this is no name: only so many of them are looked for. */
const namesMax = 200;
/** What an id may stand for, as the log names it. */
const kinds = ['account', 'item', 'officer', 'order', 'payout', 'programme', 'staff', 'terminal', 'vendor'];

export interface Subjects {
  /** `vendor.{id}` and so on. */
  subjects: string[];
  /** Vendors whose settlements are meant with them, each a subject of its own. */
  vendors: string[];
}

/** What is called by these words: a member, an officer, a programme, a vendor with all that is its own; or anything by its id. */
export async function subjectsNamed(db: Database, words: string): Promise<Subjects> {
  const id = idSchema.safeParse(words.toUpperCase());
  if (id.success) return { subjects: kinds.map((kind) => `${kind}.${id.data}`), vendors: [id.data] };
  const like = likePart(words);
  const [accounts, vendors, officers, programmes] = await Promise.all([
    accountsNamed(db, words, namesMax),
    db.selectFrom('vendor').select('id').where('name', 'like', like).limit(namesMax).execute(),
    db.selectFrom('officer').select('id').where('name', 'like', like).limit(namesMax).execute(),
    db
      .selectFrom('programme_record')
      .select('programme')
      .where('name', 'like', like)
      .limit(namesMax)
      .execute(),
  ]);
  const vendorIds = vendors.map((vendor) => vendor.id);
  const named = [
    ...accounts.map((account) => `account.${account}`),
    ...vendorIds.map((vendor) => `vendor.${vendor}`),
    ...officers.map((officer) => `officer.${officer.id}`),
    ...programmes.map(({ programme }) => `programme.${programme}`),
  ];
  return { subjects: [...named, ...(await ofVendors(db, vendorIds))], vendors: vendorIds };
}

/** Their counters, staff and items. */
async function ofVendors(db: Database, vendors: readonly string[]): Promise<string[]> {
  if (vendors.length === 0) return [];
  const lists = (['terminal', 'staff', 'item'] as const).map(async (kind) => {
    const rows = await db.selectFrom(kind).select('id').where('vendor', 'in', vendors).execute();
    return rows.map(({ id }) => `${kind}.${id}`);
  });
  return (await Promise.all(lists)).flat();
}
