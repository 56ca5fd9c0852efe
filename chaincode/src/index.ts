import { KumohPay } from './contract.ts';

export { KumohPay };
/** What fabric-shim looks for when it starts the contract as a service. */
export const contracts = [KumohPay];
