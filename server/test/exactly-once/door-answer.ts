import { z } from 'zod';
import type { Answer } from './http-answers.ts';

const answerSchema = z.object({
  result: z.object({
    data: z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), value: z.json() }),
      z.object({ ok: z.literal(false), code: z.string() }),
    ]),
  }),
});
const saleSchema = z.object({ charge: z.string(), amount: z.number() });
const voidSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('void') }),
  z.object({ outcome: z.literal('committed'), sale: saleSchema }),
]);

/** What a door said for good, as text to compare; null for `OUTCOME_UNKNOWN`. @throws for anything that is no answer. */
export function resultOf({ status, text }: Answer): string | null {
  if (status !== 200) throw new Error(`the door answered ${status}: ${text.slice(0, 200)}`);
  const { data } = answerSchema.parse(JSON.parse(text)).result;
  if (data.ok) return JSON.stringify(data.value);
  return data.code === 'OUTCOME_UNKNOWN' ? null : data.code;
}

/** Whether that text of a charge or of its void says that won moved, and of which sale. */
export function paidIn(told: string): { charge: string; amount: number } | null {
  if (!told.startsWith('{')) return null;
  const value: unknown = JSON.parse(told);
  const voided = voidSchema.safeParse(value);
  if (voided.success) return voided.data.outcome === 'committed' ? voided.data.sale : null;
  return saleSchema.parse(value);
}
