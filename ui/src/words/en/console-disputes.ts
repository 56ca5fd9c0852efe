import type { disputes as korean } from '../ko/console-disputes.ts';

export const disputes: typeof korean = {
  title: 'Disputes',
  explained: 'What members say is wrong with a charge. Money moves only by the vendor’s refund.',
  empty: 'No dispute is open',
  emptyExplained: 'What member or vendor hand over to the office appears here.',
  emptyDecided: 'No decided disputes',
  open: 'Open',
  decided: 'Ended',
  answer: 'Answer',
  answerHint: 'Member and vendor read it.',
  close: 'Answer and end',
  expected: 'Should have been',
  charged: 'Charged',
  refunded: 'Refunded',
  returned: 'returned by the bank',
  returnedTitle: 'Lines the bank returned',
  returnedExplained:
    'A returned line goes back to approved and can be paid again. Leave all unmarked if there is none.',
  statement: 'Statement PDF',
  mailStatement: 'Mail statement',
  mailed: 'The statement is being mailed',
  reasons: {
    'wrong-amount': 'wrong amount',
    'charged-twice': 'charged twice',
    'not-served': 'not served',
    'not-mine': 'not mine',
    other: 'other',
  },
  states: {
    open: 'waits for the vendor',
    declined: 'declined by the vendor',
    office: 'with the office',
    refunded: 'refunded',
    closed: 'ended by the office',
    withdrawn: 'withdrawn',
  },
};
