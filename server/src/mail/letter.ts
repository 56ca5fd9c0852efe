import { daySchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import type { LetterText } from './letter-text.ts';
import { alreadyMember } from './letters/already-member.ts';
import { disputeAnswered } from './letters/dispute-answered.ts';
import { endsSoon } from './letters/ends-soon.ts';
import { keyReplaced } from './letters/key-replaced.ts';
import { notListed } from './letters/not-listed.ts';
import { passwordChanged } from './letters/password-changed.ts';
import { resetCode } from './letters/reset-code.ts';
import { rosterMailChanged } from './letters/roster-mail-changed.ts';
import { signUpCode } from './letters/sign-up-code.ts';
import { statement } from './letters/statement.ts';
import { walletFrozen } from './letters/wallet-frozen.ts';

const code = z.string().regex(/^\d{8}$/);
const plain = <Kind extends string>(kind: Kind) => z.strictObject({ kind: z.literal(kind) });

/** What a letter says is made when it is sent; the outbox keeps only this. */
export const letterSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('signUpCode'), code }),
  z.strictObject({ kind: z.literal('resetCode'), code }),
  plain('alreadyMember'),
  plain('notListed'),
  plain('passwordChanged'),
  z.strictObject({ kind: z.literal('keyReplaced'), limited: z.boolean() }),
  plain('walletFrozen'),
  /** To the address that stood in the roster before. */
  plain('rosterMailChanged'),
  z.strictObject({
    kind: z.literal('disputeAnswered'),
    vendor: z.string().max(60),
    answer: z.string().max(300),
    state: z.enum(['declined', 'closed']),
  }),
  /** Vouchers that end within the notice time: name, won and last Seoul day of each. */
  z.strictObject({
    kind: z.literal('endsSoon'),
    lots: z.array(z.strictObject({ name: z.string().max(80), amount: z.int(), lastDay: daySchema })).min(1),
  }),
  /** Anything an office writes to a vendor: subject and text are ready. */
  z.strictObject({
    kind: z.literal('statement'),
    subject: z.string().max(200),
    text: z.string().max(20_000),
    attachment: z.strictObject({ name: z.string().max(80), base64: z.base64().max(2_000_000) }).optional(),
  }),
]);
export type Letter = z.infer<typeof letterSchema>;

/** Korean first, English below it. */
export function letterText(letter: Letter, walletAddress: string): LetterText {
  switch (letter.kind) {
    case 'signUpCode':
      return signUpCode(letter.code);
    case 'resetCode':
      return resetCode(letter.code);
    case 'alreadyMember':
      return alreadyMember(walletAddress);
    case 'notListed':
      return notListed();
    case 'passwordChanged':
      return passwordChanged(walletAddress);
    case 'keyReplaced':
      return keyReplaced(letter.limited, walletAddress);
    case 'walletFrozen':
      return walletFrozen(walletAddress);
    case 'rosterMailChanged':
      return rosterMailChanged(walletAddress);
    case 'disputeAnswered':
      return disputeAnswered(letter, walletAddress);
    case 'endsSoon':
      return endsSoon(letter.lots, walletAddress);
    case 'statement':
      return statement(letter);
  }
}
