import { newId } from '@kumoh-pay/domain';
import type { CampusKeys } from './campus-file.ts';
import { Hand } from './hand.ts';
import { demoOfficers, demoStandIns, demoStudents } from './people.ts';
import { demoShops } from './shops.ts';

/** The demo campus with the keys of everybody on it. Ids are those of the ledger. */
export interface DemoCampus {
  standIns: (KeyHolder & { name: string; mail: string })[];
  officers: (KeyHolder & (typeof demoOfficers)[number])[];
  members: (KeyHolder & (typeof demoStudents)[number])[];
  shops: (ShopKeys & (typeof demoShops)[number])[];
}
export interface KeyHolder {
  id: string;
  hand: Hand;
  recovery: Hand;
}
interface ShopKeys {
  vendor: string;
  terminal: { id: string; hand: Hand };
}
export type DemoShopKeys = DemoCampus['shops'][number];
export type DemoMemberKeys = DemoCampus['members'][number];

const newHolder = () => ({ id: newId(), pem: new Hand().toPem(), recoveryPem: new Hand().toPem() });

export const newCampusKeys = (): CampusKeys => ({
  standIns: [newHolder(), newHolder()],
  officers: demoOfficers.map(newHolder),
  members: demoStudents.map(newHolder),
  shops: demoShops.map(() => ({ vendor: newId(), terminal: { id: newId(), pem: new Hand().toPem() } })),
});

/** People and keys together, by their places in the lists. @throws when the file is of another version's campus. */
export function campusOf(keys: CampusKeys): DemoCampus {
  return {
    standIns: paired(demoStandIns, keys.standIns, withHands),
    officers: paired(demoOfficers, keys.officers, withHands),
    members: paired(demoStudents, keys.members, withHands),
    shops: paired(demoShops, keys.shops, ({ vendor, terminal }) => ({
      vendor,
      terminal: { id: terminal.id, hand: Hand.fromPem(terminal.pem) },
    })),
  };
}

const withHands = ({ id, pem, recoveryPem }: CampusKeys['standIns'][number]): KeyHolder => ({
  id,
  hand: Hand.fromPem(pem),
  recovery: Hand.fromPem(recoveryPem),
});

function paired<Plan, Kept, Held>(
  plans: readonly Plan[],
  kept: readonly Kept[],
  open: (one: Kept) => Held,
): (Plan & Held)[] {
  if (plans.length !== kept.length)
    throw new Error('the demo campus in the data folder is of another version');
  return kept.map((one, place) => {
    const plan = plans[place];
    if (plan === undefined) throw new Error('the demo campus in the data folder is of another version');
    return { ...plan, ...open(one) };
  });
}
