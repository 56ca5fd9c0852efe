import { idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';

/** Small things of this tablet that outlive a reload. A browser without storage keeps them as long as the page. */
function read<Schema extends z.ZodType>(name: string, schema: Schema): z.infer<Schema> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(localStorage.getItem(`kumoh-pay.${name}`) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function write(name: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(`kumoh-pay.${name}`);
    else localStorage.setItem(`kumoh-pay.${name}`, JSON.stringify(value));
  } catch {
    // Full or forbidden: the next visit begins anew.
  }
}

/** One kept thing with its shape. What another version wrote and this one cannot read counts as nothing. */
export const keep = <Schema extends z.ZodType>(name: string, schema: Schema) => ({
  read: () => read(name, schema),
  write: (value: z.infer<Schema> | null) => write(name, value),
});

export const basketLineSchema = z.object({
  item: idSchema.nullable(),
  name: z.string(),
  won: z.int().min(1),
  quantity: z.int().min(1),
});
