import { dayMs, hourMs, minuteMs, secondMs } from './time.ts';

/** Every bound of the ledger that policy cannot change, with its reason and what happens beyond it. */

/** A terminal's or account's order is good for ten minutes around its `at`: a queue's retries fit, a stolen order goes stale. Beyond: STALE_ORDER. */
export const orderFreshMs = 10 * minuteMs;
/** An officer's order may wait this long for a second officer, over a holiday week. Beyond: STALE_ORDER. */
export const officerOrderLifetimeMs = 14 * dayMs;
/** A signed order may lie a little ahead of the ledger's clock, since devices drift. Beyond: STALE_ORDER. */
export const orderAheadMs = 2 * minuteMs;

/** A pay code is alive from 30 s before its counter's time to 75 s after: one showing (30 s), one queue step, one clock error. Beyond: CODE_EXPIRED. */
export const codeBeforeMs = 30 * secondMs;
export const codeAfterMs = 75 * secondMs;
/** Further off than this it is no late code but a wrong clock. Beyond: CLOCK_WRONG. */
export const codeClockWrongMs = 10 * minuteMs;
/** The app shows a new code this often. */
export const codeRenewMs = 30 * secondMs;
/** A request code says itself when it ends; a counter shows one for so long. */
export const requestLifetimeMs = 5 * minuteMs;
/**
 * The longest request: a paper slip's, which its member confirms on the phone when there is time, over a week and its
 * holiday. A longer one is refused with BAD_ORDER.
 */
export const paperSlipLifetimeMs = 7 * dayMs;

/** A charge that was taken offline is sent within a day of it, while its counter and key are still kept. Beyond: STALE_ORDER. */
export const offlineSendMs = 24 * hourMs;
/** A wallet certificate lives so long: a phone that was online in the last week may pay offline. A longer one is refused with BAD_ORDER. */
export const walletCertificateLifetimeMs = 7 * dayMs;
/** Days that a purse keeps an offline sum for: of today, of yesterday (sent within 24 h), and of tomorrow by a fast clock at midnight. */
export const offlineDaysKept = 3;

/** Counters and replaced keys are kept this long: offline charges are sent within 24 h, and an hour of clock error. */
export const historyKeptMs = 25 * hourMs;
/** At most so many counters are kept in a purse; older ones are below the floor and count as used. Nobody pays 64 times a day. */
export const countersKept = 64;

/** A vendor's business day has this many boxes, so that counting can be done in pieces that a peer simulates within 200 ms. */
export const dayBoxes = 32;
/** Notes folded in by one order: 64 reads and deletes are about 15 ms on a peer. More hints: BAD_ORDER. */
export const hintsMax = 64;
/** Notes named for one account in revoke and expire; the server gathers first. More: BAD_ORDER. */
export const hintsPerAccountMax = 16;
/** The server gathers an account that has more notes waiting than this, so that a payer's order stays small. */
export const gatherAbove = 32;

/** Receivers of one issue or revoke: a whole faculty. The signed list is about 400 kB. More: BAD_ORDER. */
export const receiversMax = 5_000;
export const issuePartSize = 200;
export const revokePartSize = 25;
export const expireAccountsMax = 25;
/** Notes that one sweep takes. */
export const sweepNotesMax = 64;

/** Orders of one carrier, and its state calls: a call is about 0.12 ms and a simulation may take 200 ms. More: the carrier fails. */
export const carrierOrdersMax = 64;
export const carrierCallsMax = 1_200;
/**
 * Notes of a range that count as one state call: a peer sends a hundred in one message, and one takes about 20 µs to read.
 * So a box may hold 23,800 notes, and a vendor's day 760,000, before it could no longer be counted.
 */
export const rangeNotesACall = 20;
/** Characters of one carrier: 64 charges are about 80 kB; a part of the longest issue is about 450 kB. */
export const carrierCharactersMax = 2_000_000;

/** A pairing slip pairs one terminal within ten minutes: the officer stands beside the tablet. Beyond: SLIP_EXPIRED. */
export const slipLifetimeMs = 10 * minuteMs;
/** A day is sealed at most once in five minutes unless an approver signs, so that a stuck button makes no empty days. Beyond: SEALED_JUST_NOW. */
export const sealPauseMs = 5 * minuteMs;
/** A programme may be expired this many days after its last day: late refunds and clocks have settled. */
export const expireAfterDays = 2;
/** A ledger never runs with fewer approvers than two: what needs two could not be done. Beyond: LAST_APPROVER. */
export const approversMin = 2;
/** Settlements of one payout batch: as many vendors as a campus has. More: BAD_ORDER. */
export const payoutSettlementsMax = 200;
/** Vendors that one programme may name. */
export const programmeVendorsMax = 200;
