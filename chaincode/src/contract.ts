import { type Context, Contract } from 'fabric-contract-api';
import { execute } from './execute.ts';
import { fabricLedger } from './fabric-ledger.ts';
import { read } from './read.ts';

/**
 * The shell around the pure core: two transactions, one string in, one string out. Every other prototype method would
 * become a transaction too, so there is none; contract.test.ts pins the names.
 */
export class KumohPay extends Contract {
  constructor() {
    super('kumoh-pay');
  }

  /** A carrier (domain/src/carrier.ts) in, the outcome of each of its orders out. */
  async execute(context: Context, carrier: string): Promise<string> {
    return execute(fabricLedger(context.stub), carrier);
  }

  /** A query of records in, their values out; writes nothing. */
  async read(context: Context, query: string): Promise<string> {
    return read(fabricLedger(context.stub), query);
  }
}
