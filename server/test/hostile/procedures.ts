import type { AnyRouter } from '@trpc/server';
import { z } from 'zod';
import { consoleRouter } from '../../src/doors/console.ts';
import { counterRouter } from '../../src/doors/counter.ts';
import { walletRouter } from '../../src/doors/wallet.ts';
import { type DoorName, doorNames } from '../../src/server-config.ts';
import { bodiesOf, type HostileBody } from './bodies.ts';
import { samplesOf } from './sample.ts';

const routers: Record<DoorName, AnyRouter> = {
  wallet: walletRouter,
  counter: counterRouter,
  console: consoleRouter,
};
type Procedures = Record<string, { _def: { type: string; inputs?: unknown[] } }>;

export interface Procedure {
  door: DoorName;
  path: string;
  type: string;
  bodies: HostileBody[];
}

/** Every procedure of the three doors, with what is sent to it. */
export function everyProcedure(): Procedure[] {
  return doorNames.flatMap((door) => {
    const procedures: Procedures = routers[door]._def.procedures;
    return Object.entries(procedures).map(([path, { _def }]) => {
      const [input] = _def.inputs ?? [];
      const samples = input instanceof z.ZodType ? samplesOf(input) : [{}];
      return { door, path, type: _def.type, bodies: bodiesOf(samples) };
    });
  });
}
