import { addWon, won } from '@kumoh-pay/domain';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';

export type OverviewRead = Awaited<ReturnType<typeof api.overview.read.query>>;
export const places = ['held', 'atVendors', 'settled', 'revoked', 'expired'] as const;

/** Whether every won is where it should be, what waits, and how everything runs. */
export class Overview {
  readonly page = new Loaded(async () => {
    const [read] = await Promise.all([api.overview.read.query(), names.load()]);
    const sum = (pick: (line: (typeof read.conservation)[number]) => number) =>
      read.conservation.reduce((total, line) => addWon(total, won(pick(line))), won(0));
    return {
      ...read,
      holds: read.conservation.every((line) => line.holds),
      issued: sum((line) => line.issued),
      where: places.map((place) => ({ place, won: sum((line) => line[place]) })),
      daysIn: (state: string) => read.settlements.find((row) => row.state === state)?.days ?? 0,
      approvers: names.officers.filter(({ ledger }) => ledger?.active && ledger.roles.includes('approver'))
        .length,
    };
  });
}
