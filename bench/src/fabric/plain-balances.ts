import { type Context, Contract } from 'fabric-contract-api';

/**
 * What people usually write: a balance a party under one key, read and written by every payment. Without signatures,
 * programmes, limits or an answer to repeats, so that only the way of keeping balances is compared. For the bench alone.
 */
export class PlainBalances extends Contract {
  constructor() {
    super('plain-balances');
  }

  async open(context: Context, names: string, won: string): Promise<string> {
    for (const name of names.split(',')) await context.stub.putState(`plain.${name}`, Buffer.from(won));
    return '';
  }

  async pay(context: Context, from: string, to: string, won: string): Promise<string> {
    const paid = Number(won);
    const payer = await balance(context, from);
    const receiver = await balance(context, to);
    if (payer < paid) throw new Error('the balance is too low');
    await context.stub.putState(`plain.${from}`, Buffer.from(String(payer - paid)));
    await context.stub.putState(`plain.${to}`, Buffer.from(String(receiver + paid)));
    return '';
  }
}

const balance = async (context: Context, name: string): Promise<number> =>
  Number(Buffer.from(await context.stub.getState(`plain.${name}`)).toString());
