import type { find as korean } from '../ko/console-find.ts';

export const find: typeof korean = {
  box: 'Anything: name, student number, amount, day, kind, vendor, order',
  boxHint: 'Such as: Kim charge 5000..10000 yesterday cafe · from:name · >=5000 · 7d',
  more: 'All conditions',
  remove: 'Take away',
  person: 'Either side (name, number)',
  id: 'Order or charge',
  exportStart: 'Make a file',
  exports: 'Files',
  exportRunning: 'being made',
  exportFailed: 'could not be made',
  save: 'Save',
  proof: 'Proof file',
  proofSays: 'Anyone can check this file against a ledger of their own with `./kumoh audit --receipt`.',
  trail: 'All of this person',
  exportRows: (rows: string) => `${rows} rows`,
};
