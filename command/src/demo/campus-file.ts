import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';

/** Private keys in PEM: they stand in for phones, tablets and browsers that nobody holds. */
const holder = { id: idSchema, pem: z.string() };
const officerSchema = z.strictObject({ ...holder, recoveryPem: z.string() });
const campusSchema = z.strictObject({
  standIns: z.tuple([officerSchema, officerSchema]),
  officers: z.array(officerSchema),
  /** `id` is the account. */
  members: z.array(z.strictObject({ ...holder, recoveryPem: z.string() })),
  shops: z.array(z.strictObject({ vendor: idSchema, terminal: z.strictObject(holder) })),
});
export type CampusKeys = z.infer<typeof campusSchema>;

/** `seeding`: the seed was begun and not ended, so that what lies beside it is half a campus. */
const fileSchema = z.strictObject({
  state: z.enum(['seeding', 'seeded']),
  /** Which database it was begun on: `private`, or host and name. */
  database: z.string(),
  keys: campusSchema,
});
export type CampusFile = z.infer<typeof fileSchema>;

export const demoFolder = (directory: string): string => join(directory, 'demo');
const filePath = (directory: string): string => join(demoFolder(directory), 'campus.json');

/** Null where there is no demo campus. @throws when the file is damaged. */
export async function readCampusFile(directory: string): Promise<CampusFile | null> {
  let text: string;
  try {
    text = await readFile(filePath(directory), 'utf8');
  } catch (error) {
    if (z.object({ code: z.literal('ENOENT') }).safeParse(error).success) return null;
    throw error;
  }
  return fileSchema.parse(JSON.parse(text));
}

/** Written beside its place and moved there, so that a crash leaves the old file or the new one. */
export async function writeCampusFile(directory: string, file: CampusFile): Promise<void> {
  await mkdir(demoFolder(directory), { recursive: true, mode: 0o700 });
  const unfinished = `${filePath(directory)}.unfinished`;
  await writeFile(unfinished, JSON.stringify(file), { mode: 0o600, flush: true });
  await rename(unfinished, filePath(directory));
}
