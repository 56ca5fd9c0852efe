import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordSchemas } from '@kumoh-pay/domain';
import { z } from 'zod';
import { atKey, key, raised, type Tampering } from './edits.ts';
import { ids } from './story.ts';
import { editJson } from './tampering.ts';

/** A hand in the files: bytes, rows and the tip, hashes left as they were. */
export const tamperingsOfFiles: readonly Tampering[] = [
  {
    what: 'one byte of a block',
    do: ({ database }) =>
      database.exec(
        `UPDATE block SET json = replace(json, '"function":"execute"', '"function":"exeCute"') WHERE number = 3`,
      ),
    found: 'block-hash',
    place: (place) => place.block === 3,
  },
  {
    what: 'a blank in a block, which means the same',
    do: ({ database }) =>
      database.exec(`UPDATE block SET json = replace(json, '"number":', '"number": ') WHERE number = 4`),
    found: 'block-hash',
    place: (place) => place.block === 4,
  },
  {
    what: 'a block cut short',
    do: ({ database }) => database.exec('UPDATE block SET json = substr(json, 1, 500) WHERE number = 5'),
    found: 'block-unreadable',
    place: (place) => place.block === 5,
  },
  {
    what: 'a removed block',
    do: ({ database }) => database.exec('DELETE FROM block WHERE number = 6'),
    found: 'block-missing',
    place: (place) => place.block === 7,
  },
  {
    what: 'the last blocks cut off',
    do: ({ database }) =>
      database.exec('DELETE FROM block WHERE number > (SELECT max(number) - 3 FROM block)'),
    found: 'tip-differs',
    place: () => true,
  },
  {
    what: 'the file that says how long the ledger was',
    do: ({ folder }) => writeFileSync(join(folder, 'tip.json'), `{"height":99,"hash":"${'a'.repeat(64)}"}`),
    found: 'tip-differs',
    place: () => true,
  },
  {
    what: 'a purse raised in the state table',
    do: ({ database }) => {
      const name = key('purse', ids.soo);
      const { value } = z
        .object({ value: z.string() })
        .parse(database.prepare('SELECT value FROM state WHERE key = ?').get(name));
      const richer = editJson(value, recordSchemas.purse, (purse) => ({
        ...purse,
        lots: raised(purse.lots, 1_000),
      }));
      database.prepare('UPDATE state SET value = ? WHERE key = ?').run(richer, name);
    },
    found: 'state-differs',
    place: atKey(`purse/${ids.soo}`),
  },
  {
    what: 'a row of the state table removed',
    do: ({ database }) =>
      database.prepare('DELETE FROM state WHERE key = ?').run(key('terminal', ids.terminal)),
    found: 'state-differs',
    place: atKey(`terminal/${ids.terminal}`),
  },
  {
    what: 'a note added to the state table',
    do: ({ database }) => {
      const note = {
        lots: [{ programme: ids.programme, amount: 9_000 }],
        from: 'programme',
        kind: 'issue',
        at: 1,
      };
      database
        .prepare('INSERT INTO state VALUES (?, ?, 2, 0, NULL)')
        .run(key('note', `a.${ids.soo}`, 'i.forged'), JSON.stringify(note));
    },
    found: 'state-differs',
    place: atKey(`note/a.${ids.soo}/i.forged`),
  },
  {
    what: 'a verdict in the transaction index',
    do: ({ database }) => database.exec(`UPDATE transaction_index SET code = 'VALID' WHERE code <> 'VALID'`),
    found: 'state-differs',
    place: (place) => place.transaction !== undefined,
  },
];
