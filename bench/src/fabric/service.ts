import { contracts } from '@kumoh-pay/chaincode';
import { serve } from '@kumoh-pay/chaincode/serve.ts';
import { PlainBalances } from './plain-balances.ts';

/** Ours, and beside it what people usually write: both behind the same peers. */
await serve([...contracts, PlainBalances]);
