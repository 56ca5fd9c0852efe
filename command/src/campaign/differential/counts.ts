/** What happened alike on both ledgers, so that a run which tested little says so. */
export class Counts {
  valid = 0;
  mvcc = 0;
  phantom = 0;
  duplicate = 0;
  /** Orders that the contract refused, and proposals that it threw at. */
  refused = 0;
  thrown = 0;
  /** Valid carriers of which some orders were done and some refused. */
  mixed = 0;
  transactions = 0;
  digests = 0;

  verdict(code: string): void {
    this.transactions += 1;
    if (code === 'VALID') this.valid += 1;
    else if (code === 'MVCC_READ_CONFLICT') this.mvcc += 1;
    else if (code === 'PHANTOM_READ_CONFLICT') this.phantom += 1;
    else if (code === 'DUPLICATE_TXID') this.duplicate += 1;
    else throw new Error(`both ledgers say ${code}, which nothing here causes`);
  }

  /** The rarest of those that must come often enough. */
  get rarest(): number {
    return Math.min(this.mvcc, this.phantom, this.duplicate, this.refused, this.mixed);
  }

  print(): string {
    const { valid, mvcc, phantom, duplicate, refused, thrown, mixed, transactions, digests } = this;
    return `${transactions} transactions alike: ${valid} valid, ${mvcc} MVCC, ${phantom} phantom, ${duplicate} duplicate; ${refused} orders refused, ${thrown} proposals thrown at, ${mixed} carriers of mixed fate; ${digests} ledgers with equal journal and digest`;
  }
}
