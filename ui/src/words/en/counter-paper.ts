import type { counterPaper as Paper } from '../ko/counter-paper.ts';

/** Paper slips, for when neither the server nor an offline code is to be had. */
export const counterPaper: typeof Paper = {
  title: 'Paper slips',
  explained:
    'For what was written on paper while neither the server nor offline payments worked. The customer confirms on the phone; only then is it paid.',
  enterTitle: 'Enter a slip',
  number: 'Slip number',
  time: 'Written at',
  timeHint: 'A time still to come is yesterday’s.',
  studentNumber: 'Student number',
  enter: 'Ask the customer to confirm',
  entered: (number, payer) =>
    `No. ${number}: ${payer} was asked. Withdraw it if the paper says another name.`,
  listTitle: 'Entered slips',
  open: (count, sum) => `${count === 1 ? '1 slip' : `${count} slips`} not paid, ${sum}`,
  none: 'No slips have been entered',
  noneExplained: 'What customers answer shows here at once.',
  states: { asked: 'Waiting', paid: 'Paid', declined: 'Not theirs', expired: 'Too late' },
  until: (day) => `until ${day}`,
  withdraw: 'Withdraw',
  blankTitle: 'Blank slips',
  printHint: 'The server gives the numbers. Print some while connected, and keep them in the drawer.',
  print: 'Print 20 blank slips',
  blank: {
    number: (number) => `No. ${number}`,
    when: 'Date, time',
    amount: 'Amount',
    studentNumber: 'Student number',
    name: 'Name, signature',
    note: 'Please confirm in the Kumoh Pay app within 7 days. Only then is it paid.',
  },
};
