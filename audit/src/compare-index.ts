import type { Finding } from './finding.ts';
import type { AuditReport } from './report.ts';

/** What the server's index says, as plain rows; won as numbers or as the text that a database driver gives. */
export interface IndexRows {
  /** An account's balance in one programme, purse and notes together. Rows of zero may be left out. */
  balances: readonly { account: string; programme: string; amount: number | string | bigint }[];
  supply: readonly {
    programme: string;
    issued: number | string | bigint;
    revoked: number | string | bigint;
    expired: number | string | bigint;
  }[];
  sales: readonly {
    vendor: string;
    charge: string;
    account: string;
    amount: number | string | bigint;
    refunded: number | string | bigint;
  }[];
}

/** Every difference between the audited ledger and an index of it, which is a replay of postings and nothing else. */
export function compareIndex(report: AuditReport, rows: IndexRows): Finding[] {
  return [
    ...compare(
      'balance',
      entries(rows.balances, (row) => [`${row.account} ${row.programme}`, String(row.amount)], '0'),
      balances(report),
    ),
    ...compare(
      'supply',
      entries(rows.supply, (row) => [row.programme, figures(row.issued, row.revoked, row.expired)]),
      supply(report),
    ),
    ...compare(
      'sale',
      entries(rows.sales, (row) => [
        `${row.vendor}/${row.charge}`,
        sale(row.account, row.amount, row.refunded),
      ]),
      sales(report),
    ),
  ];
}

type Won = number | string | bigint;
const figures = (issued: Won, revoked: Won, expired: Won): string =>
  `issued ${issued}, revoked ${revoked}, expired ${expired}`;
const sale = (account: string, amount: Won, refunded: Won): string =>
  `${amount} of ${account}, ${refunded} given back`;

const balances = (report: AuditReport): Map<string, string> =>
  new Map(
    [...report.balances].filter(([, amount]) => amount !== 0n).map(([key, amount]) => [key, String(amount)]),
  );
const supply = (report: AuditReport): Map<string, string> =>
  new Map(
    [...report.programmes].map(([programme, one]) => [
      programme,
      figures(one.issued, one.revoked, one.expired),
    ]),
  );
const sales = (report: AuditReport): Map<string, string> =>
  new Map(
    [...report.sales]
      .filter(([, one]) => !one.bounced)
      .map(([key, one]) => [key, sale(one.account, one.amount, one.refunded)]),
  );

/** `nothing` is the value that a row may have as well as not be there. */
function entries<Row>(
  rows: readonly Row[],
  of: (row: Row) => [string, string],
  nothing = '',
): [string, string][] {
  return rows.map(of).filter(([, value]) => value !== nothing);
}

function compare(what: string, indexed: [string, string][], audited: Map<string, string>): Finding[] {
  const found: Finding[] = [];
  const differ = (key: string, index: string, ledger: string): void => {
    found.push({
      kind: 'index-differs',
      detail: `the index says ${index}, the ledger ${ledger}`,
      place: { key: `${what} ${key}` },
    });
  };
  const missing = new Map(audited);
  for (const [key, value] of indexed) {
    const expected = missing.get(key);
    if (expected !== value)
      differ(key, value, expected ?? (audited.has(key) ? 'the same a second time' : 'nothing'));
    missing.delete(key);
  }
  for (const [key, value] of missing) differ(key, 'nothing', value);
  return found;
}
