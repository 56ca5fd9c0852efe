import { KumohPay } from '@kumoh-pay/chaincode';
import { serve } from '@kumoh-pay/chaincode/serve.ts';
import { TrialContract } from '../../../../embedded-ledger/test/trial-contract.ts';

/** What the processes of the differential test's network run: the contract, and beside it `trial:run`. */
await serve([KumohPay, TrialContract]);
