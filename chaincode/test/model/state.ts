/** The model's whole world: plain maps and numbers, nothing shared with the contract. */

export type Amounts = Map<string, number>;

export interface ModelAccount {
  key: string;
  confirmed: string;
  recovery: string | null;
  keyFrom: number;
  replaced: number;
  limited: boolean;
  status: 'active' | 'suspended' | 'closed';
  suspendedBy: 'account' | 'enroller' | 'registrar' | null;
  purse: Amounts;
  /** By `{box}/{note id}`. */
  notes: Map<string, [string, number][]>;
  highestCounter: number;
  /** Counters of the last 25 hours, at most 64; at or below the floor none is good any more. */
  counters: number[];
  counterFloor: number;
  /** Keys of the last 25 hours. */
  earlier: { key: string; from: number; to: number; limited: boolean }[];
  /** Taken offline, by day. */
  offlineOn: Map<string, number>;
  sent: { day: string; sum: number };
  spentLimited: number;
}
export interface ModelProgramme {
  firstDay: string;
  lastDay: string;
  budget: number;
  vendors: readonly string[] | null;
  transferable: boolean;
  reserved: number;
  issued: number;
  revoked: number;
  expired: number;
}
export interface ModelSettlement {
  state: 'sealed' | 'counting' | 'counted' | 'approved' | 'payout' | 'paid' | 'carried';
  fee: number;
  boxes: number[];
  payee: string | null;
  approvedBy: string | null;
  batch: string | null;
  rejection: string | null;
  figures: { gross: number; refunds: number; carried: number; feeWon: number; net: number } | null;
}
export interface ModelVendor {
  active: boolean;
  fee: number;
  payee: string | null;
  day: number;
  lastSealed: number | null;
  settlements: Map<number, ModelSettlement>;
  /** What was written to the boxes of each day. */
  days: Map<number, { kind: 'charge' | 'refund' | 'carry'; lots: [string, number][] }[]>;
  refundsOn: Map<string, number>;
}
export interface ModelCharge {
  text: string;
  day: number;
  account: string;
  amount: number;
  lots: [string, number][];
  at: number;
  refunded: number;
}
export interface ModelBounced {
  text: string;
  bounced: string;
  terminal: string;
  account: string;
  amount: number;
  takenAt: number;
}
export interface ModelOfficer {
  key: string;
  recovery: string | null;
  roles: readonly string[];
  active: boolean;
}
export interface ModelPayout {
  state: 'open' | 'cancelled' | 'paid';
  preparedBy: string;
  lines: { vendor: string; day: number }[];
}
export interface Limits {
  chargeCap: number;
  transferCap: number;
  transferDayCap: number;
  soloIssueCap: number;
  refundDays: number;
  refundDayCap: number;
  limitedCap: number;
  limitedPerDay: number;
  offlineCap: number;
  offlineDayCap: number;
  offlineAccountCap: number;
}

export class ModelState {
  limits: Limits | null = null;
  version = 0;
  readonly accounts = new Map<string, ModelAccount>();
  readonly programmes = new Map<string, ModelProgramme>();
  readonly vendors = new Map<string, ModelVendor>();
  readonly terminals = new Map<string, { vendor: string; key: string; active: boolean }>();
  readonly officers = new Map<string, ModelOfficer>();
  readonly charges = new Map<string, ModelCharge | ModelBounced | 'void'>();
  /** Taken offline, by terminal and day. */
  readonly offlineOn = new Map<string, number>();
  readonly payouts = new Map<string, ModelPayout>();
  readonly keys = new Set<string>();
  /** By `{type}/{id}` or `{type}/{id}/{part}`: the text of what was done, or null for a tombstone. */
  readonly done = new Map<string, string | null>();
  readonly soloIssued = new Map<string, number>();
  readonly replacedOn = new Map<string, number>();

  get approvers(): number {
    return [...this.officers.values()].filter((one) => one.active && one.roles.includes('approver')).length;
  }

  /** A record as text, so that two looks at it can be compared; null when there is none. */
  textOf(record: string): string | null {
    const [kind = '', id = '', part = ''] = record.split('/');
    if (kind === 'policy') return this.limits && JSON.stringify([this.version, this.limits, this.approvers]);
    if (kind === 'officer') return asText(this.officers.get(id));
    if (kind === 'payout') return asText(this.payouts.get(id));
    if (kind === 'programme') return programmeText(this.programmes.get(id));
    const vendor = this.vendors.get(id);
    if (kind === 'vendor') return vendor ? JSON.stringify([vendor.active, vendor.fee, vendor.payee]) : null;
    if (kind === 'settlement') {
      const settlement = vendor?.settlements.get(Number(part));
      return settlement ? JSON.stringify([settlement, vendor?.payee]) : null;
    }
    const account = this.accounts.get(id);
    if (!account) return null;
    const { key, confirmed, recovery, keyFrom, replaced, limited, status, suspendedBy } = account;
    return JSON.stringify([key, confirmed, recovery, keyFrom, replaced, limited, status, suspendedBy]);
  }

  balance(account: string, programme: string): number {
    const one = this.accounts.get(account);
    if (!one) return 0;
    const waiting = [...one.notes.values()].flat().filter(([name]) => name === programme);
    return waiting.reduce((sum, [, amount]) => sum + amount, one.purse.get(programme) ?? 0);
  }
}

const asText = (record: unknown): string | null => (record === undefined ? null : JSON.stringify(record));

function programmeText(programme: ModelProgramme | undefined): string | null {
  if (!programme) return null;
  const { firstDay, lastDay, budget, vendors, transferable } = programme;
  return JSON.stringify([firstDay, lastDay, budget, vendors, transferable]);
}

/** Seoul is nine hours ahead of UTC. */
export const dayOf = (timeMs: number): string => new Date(timeMs + 9 * 3_600_000).toISOString().slice(0, 10);
export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export function addTo(amounts: Amounts, lots: Iterable<readonly [string, number]>, sign = 1): void {
  for (const [programme, amount] of lots) {
    const sum = (amounts.get(programme) ?? 0) + sign * amount;
    if (sum === 0) amounts.delete(programme);
    else amounts.set(programme, sum);
  }
}

export const sumOf = (lots: Iterable<readonly [string, number]>): number =>
  [...lots].reduce((sum, [, amount]) => sum + amount, 0);
