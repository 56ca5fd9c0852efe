export {
  deployContract,
  downNetwork,
  kill,
  type Network,
  removeNetwork,
  restart,
  upNetwork,
} from './network.ts';
export { ORGANISATIONS, type OrganisationFolder, PROCESS_NAMES, type ProcessName } from './organisations.ts';
export { whyNoFabric } from './programs.ts';
export { type NetworkStatus, networkStatus, type ProcessStatus } from './status.ts';
