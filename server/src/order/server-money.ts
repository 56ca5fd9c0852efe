import { enrollerSignature } from '../enroller/enroller.ts';
import type { MoneyParts } from '../money.ts';
import { type Money, openMoney } from './open-money.ts';

/** Money as the server opens it: the keeper's orders are signed with the enroller's key. */
export function openServerMoney({ config, db, log, keys }: MoneyParts): Promise<Money> {
  const { ledger } = config;
  return openMoney({
    db,
    log,
    ledgerConfig: ledger,
    now: ledger.now ?? Date.now,
    signAsEnroller: async (ledgerName, order) => ({ order, signatures: [enrollerSignature(keys, ledgerName, order)] }),
  });
}
