import { words } from '@kumoh-pay/ui';
import { saveFile } from './download.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import type { Transaction } from './transactions.svelte.ts';

type Kind = Transaction['kind'];
const kinds: readonly Kind[] = ['charge', 'refund', 'send', 'receive', 'issue', 'revoke', 'expire'];
export const readKind = (text: string): Kind => kinds.find((one) => one === text) ?? 'charge';

/** One entry, with what the ledger wrote about it. */
export class OneTransaction {
  readonly page;

  constructor(sequence: number, account: string, kind: Kind) {
    this.page = new Loaded(async () => {
      const [shown] = await Promise.all([
        api.transaction.show.query({ sequence, account, kind }),
        names.load(),
      ]);
      if (!shown.ok) return null;
      names.keepPeople(shown.value.people);
      return shown.value;
    });
  }
}

/** The proof as `./kumoh audit --receipt` reads it. */
export function saveProof(proof: {
  type: string;
  order: string;
  block: number;
  transaction: string;
  digest: string;
}): void {
  const { type, order: id, block, transaction: transactionId, digest } = proof;
  const text = JSON.stringify({ block, transactionId, order: { type, id }, digest }, null, 2);
  saveFile(`proof-${id}.json`, [text], 'application/json');
}

/** A posting's place in words: whose wallet, which shop, or where on the ledger. */
export function placeInWords(place: string): string {
  const say = words().console.screens.transactions.places;
  const [kind, id] = place.split('.');
  if (kind === 'a' && id) return `${say.account} ${names.account(id)}`;
  if (kind === 'p' && id) return `${say.purse} ${names.account(id)}`;
  if (kind === 'v' && id) return `${say.vendor} ${names.vendor(id)}`;
  return place in say ? say[place as keyof typeof say] : place;
}

/** `officer.{id}`, `account.{id}`, `terminal.{id}`, with the name where there is one. */
export function signerInWords(signer: string): string {
  const [role, id] = signer.split('.');
  if (!id) return signer;
  if (role === 'officer') return names.officer(id);
  if (role === 'account' || role === 'confirmed') return names.account(id);
  const { subjects } = words().console.desk.audit;
  const word = role && role in subjects ? subjects[role as keyof typeof subjects] : role;
  return `${word} ${id.slice(0, 6)}…`;
}
