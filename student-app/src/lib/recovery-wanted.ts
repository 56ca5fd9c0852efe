/** From this balance on, a wallet without a recovery code is reminded of it (server.md, Devices). In won. */
const recoveryFrom = 10_000;

/** Whether to ask for a recovery code: it may be put off while there is little to lose. */
export const recoveryWanted = (account: { hasRecovery: boolean } | null, balance: number): boolean =>
  account !== null && !account.hasRecovery && balance >= recoveryFrom;
