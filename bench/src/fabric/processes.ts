import { readFile } from 'node:fs/promises';
import { networkStatus } from '@kumoh-pay/command/fabric/index.ts';

/** Linux counts processor time in hundredths of a second (getconf CLK_TCK). */
const tickMs = 10;

/** Processor time since its start, in milliseconds, of each process of the network and of this one; empty off Linux. */
export async function processorOfAll(dataFolder: string): Promise<Map<string, number>> {
  if (process.platform !== 'linux') return new Map();
  const status = await networkStatus(dataFolder);
  const pids = (status?.processes ?? []).map(({ name, pid }) => ({ name: String(name), pid }));
  const used = new Map<string, number>();
  for (const { name, pid } of [...pids, { name: 'client', pid: process.pid }])
    if (pid !== null) used.set(name, await processorOf(pid));
  return used;
}

async function processorOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The second field is the name in brackets, which may hold anything; the fields are counted behind it.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return ((fields[11] ?? 0) + (fields[12] ?? 0)) * tickMs;
}

/** Processor time between two looks, over all processes. */
export function processorBetween(before: Map<string, number>, after: Map<string, number>): number {
  let total = 0;
  for (const [name, used] of after) total += used - (before.get(name) ?? 0);
  return total;
}

/** "peer-coop 80 MB, …": what each process holds in memory now. */
export async function memoryLine(dataFolder: string): Promise<string> {
  const status = await networkStatus(dataFolder);
  const parts = (status?.processes ?? []).map(
    ({ name, memoryMb }) => `${name} ${memoryMb?.toFixed(0) ?? '–'} MB`,
  );
  return parts.join(', ');
}
