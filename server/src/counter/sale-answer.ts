import { type Id, isBounced, maskName, ok, type Result, refuse, resultSchemas } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { SubmitAnswer } from '../money.ts';
import { memberNames } from '../wallet/store.ts';

/** A charge that committed, as the counter may see it: never a balance, and the payer by a masked name. */
export interface PaidSale {
  charge: Id;
  terminal: Id;
  amount: number;
  payer: string;
  at: number;
}

/** Who is not known by name any more was erased; the ledger's account says nothing to a cashier. */
const unknownPayer = '*';

export async function payerNames(db: Database, accounts: readonly Id[]): Promise<(account: Id) => string> {
  const names = await memberNames(db, [...new Set(accounts)]);
  return (account) => {
    const name = names.get(account);
    return name === undefined ? unknownPayer : maskName(name);
  };
}

export async function paidSale(
  db: Database,
  sale: Omit<PaidSale, 'payer'> & { account: Id },
): Promise<PaidSale> {
  const nameOf = await payerNames(db, [sale.account]);
  const { charge, terminal, amount, at } = sale;
  return { charge, terminal, amount, payer: nameOf(sale.account), at };
}

/** A charge that was taken offline may have bounced: no won moved, and the counter hears why. */
export async function chargeAnswer(db: Database, result: unknown): Promise<Result<PaidSale>> {
  const sale = resultSchemas.charge.parse(result);
  return isBounced(sale) ? refuse(sale.bounced, 'bounced') : ok(await paidSale(db, sale));
}

/** What the till shows: OUTCOME_UNKNOWN is neither yes nor no, and is asked for again with the same id. */
export async function saleAnswer(db: Database, answer: SubmitAnswer): Promise<Result<PaidSale>> {
  switch (answer.state) {
    case 'committed':
      return chargeAnswer(db, answer.result);
    case 'refused':
      return refuse(answer.code, answer.detail);
    case 'void':
      return refuse('ORDER_VOID');
    case 'unknown':
      return refuse('OUTCOME_UNKNOWN');
  }
}
