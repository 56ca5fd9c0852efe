import type { Draft, Step } from './drafts.ts';
import type { World } from './world.ts';

/** Makes an order of one type from where the campus stands. */
export type Maker = (world: World, step: Step) => Draft | Promise<Draft>;
