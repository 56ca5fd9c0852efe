import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROOT } from '../root.ts';

const path = join(ROOT, 'docs', 'reliability.md');
const head = `# Reliability

What \`./kumoh campaign\` has run, a line each; failures stay. The same name, cases and seed run the same again.

| date | campaign | cases | seed | result |
|---|---|---|---|---|
`;

export interface ReliabilityLine {
  campaign: string;
  cases: number;
  seed: number;
  result: string;
}

/** Adds a run to docs/reliability.md, which is begun if there is none. */
export async function noteRun({ campaign, cases, seed, result }: ReliabilityLine): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, head, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const date = new Date().toISOString().slice(0, 10);
  const inOneCell = result.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
  await appendFile(path, `| ${date} | ${campaign} | ${cases} | ${seed} | ${inOneCell} |\n`);
}
