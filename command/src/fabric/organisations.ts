/** The three organisations of the network, and the one that orders. Names are those of fabric/network/*.yaml. */
export const ORGANISATIONS = [
  { mspId: 'Coop', folder: 'coop', domain: 'coop.kumoh-pay.test' },
  { mspId: 'University', folder: 'university', domain: 'university.kumoh-pay.test' },
  { mspId: 'StudentUnion', folder: 'student-union', domain: 'student-union.kumoh-pay.test' },
] as const;

export type Organisation = (typeof ORGANISATIONS)[number];
export type OrganisationFolder = Organisation['folder'];

export const ORDERER_HOST = 'orderer0.ordering.kumoh-pay.test';
const ORDERING_DOMAIN = 'ordering.kumoh-pay.test';
export const CONTRACT_NAME = 'kumoh-pay';

export type ProcessName = 'orderer' | `peer-${OrganisationFolder}` | `contract-${OrganisationFolder}`;

/** In the order of starting; they are stopped in the opposite one. */
export const PROCESS_NAMES: readonly ProcessName[] = [
  'orderer',
  ...ORGANISATIONS.map(({ folder }) => `peer-${folder}` as const),
  ...ORGANISATIONS.map(({ folder }) => `contract-${folder}` as const),
];

export const peerHost = ({ domain }: Organisation): string => `peer0.${domain}`;

/** Where cryptogen lays what, below the network's folder. */
export const keyFolders = {
  orderer: `crypto/ordererOrganizations/${ORDERING_DOMAIN}/orderers/${ORDERER_HOST}`,
  peer: (one: Organisation): string => `crypto/peerOrganizations/${one.domain}/peers/peer0.${one.domain}`,
  person: (one: Organisation, who: 'Admin' | 'User1'): string =>
    `crypto/peerOrganizations/${one.domain}/users/${who}@${one.domain}`,
};
