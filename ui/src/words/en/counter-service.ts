import type { counterService as Service } from '../ko/counter-service.ts';

/** What a cashier meets now and then: a part by voucher, a dispute, no network, a customer's own screen. */
export const counterService: typeof Service = {
  part: {
    rest: (cash) => `Take ${cash} in cash`,
    split: (voucher, cash) => `Vouchers ${voucher} + cash ${cash}`,
    cash: 'Cash taken beside vouchers',
  },
  dispute: {
    title: 'Disputes',
    count: (count) => (count === 1 ? '1 dispute' : `${count} disputes`),
    expected: (amount) => `Should be ${amount}`,
    reasons: {
      'wrong-amount': 'Wrong amount',
      'charged-twice': 'Charged twice',
      'not-served': 'Not served',
      'not-mine': 'Not my payment',
      other: 'Something else',
    },
    refund: 'Refund',
    decline: 'Decline',
    declineTitle: 'Decline the dispute',
    answer: 'Answer to the customer',
    answerHint: 'The customer reads it as it stands, and may ask the office.',
    send: 'Send the answer',
    managerOnly: 'A manager can answer.',
  },
  offline: {
    banner: 'No connection. Only customers with offline payments switched on can pay.',
    risk: (won, count) => `${count} offline charges not confirmed yet, ${won}`,
    taken: 'Taken offline',
    takenExplained: 'It is sent by itself once the connection is back. Until then it is not final.',
    late: (amount) => `${amount} confirmed late`,
    bounced: (amount) => `${amount} bounced: not paid`,
    unlock: 'Opened without the server: for charging only.',
    tries: (seconds) => `Too many wrong PINs. Try again in ${seconds} s.`,
  },
  display: {
    title: 'Customer display',
    explained: 'Scan this code with any spare phone or tablet: it becomes the customer’s screen.',
    link: 'Link a customer display',
    unlink: 'Unlink',
    welcome: 'Welcome',
    wait: 'The amount is being entered',
    show: 'Please show your pay code to the camera',
    charging: 'Charging',
    refused: 'Not paid',
    refusedHint: 'Your phone says why.',
    unknown: 'Being checked',
    paid: 'Paid',
    ended: 'This link has ended. Scan a new code at the counter.',
  },
};
