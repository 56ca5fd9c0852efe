import { contracts } from './index.ts';
import { serve } from './serve.ts';

/** What the contract's bundle runs. */
await serve(contracts);
