import type { giving as korean } from '../ko/console-giving.ts';

export const giving: typeof korean = {
  mend: 'These lines get nothing. Mend them here and check again.',
  checkAgain: 'Check what was mended',
  leaveOut: 'Leave this line out',
  lineOf: (number: string) => `line ${number || 'without a number'}`,
  onlySome: (shown: number, all: number) => `the first ${shown} of ${all} lines`,
  overBudget: (over: string) =>
    `${over} more than is left of the budget. Grow the budget or leave lines out.`,
  budgetLeft: (left: string) => `${left} left of the budget`,
  file: 'File',
  signedUp: (count: number) => `${count} people on earlier lists have signed up since.`,
  signedUpGive: 'Issue to them',
  people: (count: string) => count,
  running: (done: number, parts: number) => `${done} / ${parts} under way`,
  recall: 'Take back the unspent',
  recallNothing: 'Nothing is left to take back.',
  revoke: 'Take back',
  ends: (day: string) => `The last day is ${day}.`,
  expiry: (won: string, members: string, day: string) =>
    `As things are, ${won} of ${members} members expires on ${day}.`,
  expiryNothing: 'Nothing would expire.',
  grow: 'Extend',
  growExplained: 'Last day, budget and vendors can only grow. An issuer and an approver sign together.',
  noNumber: 'No number',
  devices: 'Phones and sign-ins',
  noSignIns: 'Signed in nowhere.',
  payingPhone: 'Paying phone',
  confirm: 'Confirm new phone',
  limitedTitle: 'A new phone that is not confirmed',
  limitedExplained:
    'The member has registered a new phone without the old one. Look at an identity card, and confirm when the fingerprint on the phone is the one below.',
  fingerprint: 'Fingerprint',
  waitingTitle: (count: number) => `${count} sign-ups wait for approval`,
  approve: 'Approve sign-up',
  leavingTitle: (count: number) => `${count} members have asked to leave`,
  closeFacts: 'Will return to its programmes',
};
