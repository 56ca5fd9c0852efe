import { join } from 'node:path';
import type { NetworkFile } from './network-file.ts';
import { keyFolders, ORGANISATIONS, type Organisation, type ProcessName } from './organisations.ts';
import type { FabricPrograms } from './programs.ts';

/** How one process is started. `ports.listen` is the one that takes connections once it is ready. */
export interface Launch {
  name: ProcessName;
  program: string;
  words: string[];
  environment: Record<string, string>;
  ports: { listen: number; [use: string]: number };
}

const local = (port: number): string => `127.0.0.1:${port}`;

/** Each line of an invoke is a line on the disk otherwise; warnings and errors are enough. */
const LOGGING = {
  FABRIC_LOGGING_SPEC: 'warning',
  FABRIC_LOGGING_FORMAT: '%{time:2006-01-02T15:04:05.000Z07:00} %{level} [%{module}] %{message}',
};

export function ordererLaunch(programs: FabricPrograms, folder: string, { ports }: NetworkFile): Launch {
  const keys = join(folder, keyFolders.orderer);
  const tls = (file: string) => join(keys, 'tls', file);
  const data = join(folder, 'ledgers', 'orderer');
  return {
    name: 'orderer',
    program: programs.orderer,
    words: ['start'],
    ports: ports.orderer,
    environment: {
      FABRIC_CFG_PATH: join(folder, 'config'),
      ...LOGGING,
      ORDERER_GENERAL_LISTENADDRESS: '127.0.0.1',
      ORDERER_GENERAL_LISTENPORT: String(ports.orderer.listen),
      ORDERER_GENERAL_LOCALMSPID: 'Ordering',
      ORDERER_GENERAL_LOCALMSPDIR: join(keys, 'msp'),
      ORDERER_GENERAL_TLS_PRIVATEKEY: tls('server.key'),
      ORDERER_GENERAL_TLS_CERTIFICATE: tls('server.crt'),
      ORDERER_GENERAL_TLS_ROOTCAS: `[${tls('ca.crt')}]`,
      ORDERER_FILELEDGER_LOCATION: data,
      ORDERER_CONSENSUS_WALDIR: join(data, 'raft', 'wal'),
      ORDERER_CONSENSUS_SNAPDIR: join(data, 'raft', 'snapshot'),
      ORDERER_OPERATIONS_LISTENADDRESS: local(ports.orderer.operations),
      ORDERER_ADMIN_LISTENADDRESS: local(ports.orderer.admin),
      ORDERER_ADMIN_TLS_CERTIFICATE: tls('server.crt'),
      ORDERER_ADMIN_TLS_PRIVATEKEY: tls('server.key'),
      ORDERER_ADMIN_TLS_CLIENTROOTCAS: `[${tls('ca.crt')}]`,
    },
  };
}

export function peerLaunch(
  programs: FabricPrograms,
  folder: string,
  network: NetworkFile,
  one: Organisation,
): Launch {
  const ports = network.ports[one.folder];
  const keys = join(folder, keyFolders.peer(one));
  const data = join(folder, 'ledgers', one.folder);
  return {
    name: `peer-${one.folder}`,
    program: programs.peer,
    words: ['node', 'start'],
    ports: { listen: ports.listen, chaincode: ports.chaincode, operations: ports.operations },
    environment: {
      FABRIC_CFG_PATH: join(folder, 'config'),
      ...LOGGING,
      CORE_PEER_ID: `peer0.${one.domain}`,
      CORE_PEER_LOCALMSPID: one.mspId,
      CORE_PEER_MSPCONFIGPATH: join(keys, 'msp'),
      CORE_PEER_LISTENADDRESS: local(ports.listen),
      CORE_PEER_ADDRESS: local(ports.listen),
      CORE_PEER_CHAINCODELISTENADDRESS: local(ports.chaincode),
      CORE_PEER_CHAINCODEADDRESS: local(ports.chaincode),
      CORE_PEER_GOSSIP_BOOTSTRAP: local(ports.listen),
      // Without it no other organisation ever hears of the peer.
      CORE_PEER_GOSSIP_EXTERNALENDPOINT: local(ports.listen),
      CORE_PEER_TLS_CERT_FILE: join(keys, 'tls', 'server.crt'),
      CORE_PEER_TLS_KEY_FILE: join(keys, 'tls', 'server.key'),
      CORE_PEER_TLS_ROOTCERT_FILE: join(keys, 'tls', 'ca.crt'),
      CORE_PEER_FILESYSTEMPATH: data,
      CORE_LEDGER_SNAPSHOTS_ROOTDIR: join(data, 'snapshots'),
      CORE_OPERATIONS_LISTENADDRESS: local(ports.operations),
      CORE_CHAINCODE_EXTERNALBUILDERS: `[{name: ccaas, path: ${JSON.stringify(join(folder, 'builder'))}}]`,
    },
  };
}

/** A contract process of one organisation, from the bundle at `bundlePath`, known to its peer by `packageId`. */
export function contractLaunch(
  network: NetworkFile,
  one: Organisation,
  { bundlePath, packageId }: { bundlePath: string; packageId: string },
): Launch {
  const { contract } = network.ports[one.folder];
  return {
    name: `contract-${one.folder}`,
    program: process.execPath,
    words: ['--enable-source-maps', bundlePath],
    ports: { listen: contract },
    environment: {
      CHAINCODE_SERVER_ADDRESS: local(contract),
      CHAINCODE_ID: packageId,
      NODE_ENV: 'production',
    },
  };
}

/** What a tool needs to speak to one organisation's peer as its administrator. */
export function administratorOf(
  folder: string,
  network: NetworkFile,
  one: Organisation,
): Record<string, string> {
  return {
    FABRIC_CFG_PATH: join(folder, 'config'),
    ...LOGGING,
    CORE_PEER_LOCALMSPID: one.mspId,
    CORE_PEER_MSPCONFIGPATH: join(folder, keyFolders.person(one, 'Admin'), 'msp'),
    CORE_PEER_ADDRESS: local(network.ports[one.folder].listen),
    CORE_PEER_TLS_ENABLED: 'true',
    CORE_PEER_TLS_ROOTCERT_FILE: join(folder, keyFolders.peer(one), 'tls', 'ca.crt'),
  };
}

export const ordererWords = (folder: string, { ports }: NetworkFile): string[] => [
  '-o',
  local(ports.orderer.listen),
  '--tls',
  '--cafile',
  join(folder, keyFolders.orderer, 'tls', 'ca.crt'),
];

export const peerWords = (folder: string, { ports }: NetworkFile): string[] =>
  ORGANISATIONS.flatMap((one) => [
    '--peerAddresses',
    local(ports[one.folder].listen),
    '--tlsRootCertFiles',
    join(folder, keyFolders.peer(one), 'tls', 'ca.crt'),
  ]);
