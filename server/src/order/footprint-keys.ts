/** What one order reads and changes beside its own record, its signers and its hints; `calls` are state calls of the contract. */
export interface Keys {
  reads?: string[];
  /** Read and written. */
  changes?: string[];
  calls: number;
  alone?: boolean;
}

export const accountKey = (id: string) => `account/${id}`;
export const purseKey = (id: string) => `purse/${id}`;
export const dayKey = (vendor: string) => `day/${vendor}`;
export const settlementKey = (vendor: string, day: number) => `settlement/${vendor}/${day}`;
/** Stands for every account, every programme, every supply: rarely changed, so waiting for them costs little. */
export const anyAccount = 'account';
export const anyProgramme = 'programme';
export const anySupply = 'supply';
export const anyOfficer = 'officer';

/** A key's reads and writes, its owner's record and the journal. */
export const fewCalls = 24;
/** Each hint is a read and a delete. */
export const callsAHint = 2;
/** Per receiver: account, purse, note, and what conservation reads again. */
export const callsAReceiver = 4;
/** Most of a sale’s reads (vendor, day, terminal, programmes) are shared by the carrier; own are account, purse, note and record. */
export const spendingCalls = 16;
