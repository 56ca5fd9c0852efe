import { addDays, type Day, daySchema, idSchema } from '@kumoh-pay/domain';

export const kinds = ['charge', 'refund', 'send', 'issue', 'revoke', 'expire'] as const;
type Kind = (typeof kinds)[number];
export const filterNames = [
  ...(['from', 'to', 'person', 'sender', 'receiver'] as const),
  ...(['vendor', 'programme', 'least', 'most', 'kind', 'id'] as const),
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Record<FilterName, string>;

/** What the words of a search may mean besides people. */
export interface Known {
  vendors: readonly { id: string; name: string }[];
  programmes: readonly { id: string; name: string }[];
  kinds: Record<Kind, string>;
  today: Day;
}

/** Student numbers begin at four digits, but so do amounts: eight digits and more are a number, fewer an amount. */
const numberDigits = 8;
/** A word of one letter is a surname, not a shop. */
const nameLettersMin = 2;
const spaceless = (text: string): string => text.replaceAll(/\s/g, '').toLowerCase();

/** One box for everything: `김민수 결제 5000..10000 어제 카페`. What is not understood otherwise is a person. */
export function readSearch(text: string, known: Known): Partial<Filters> {
  const found: Partial<Filters> = {};
  const people: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    if (word === '') continue;
    const read = dayOf(word, known) ?? idOf(word) ?? amountOf(word) ?? sideOf(word) ?? nameOf(word, known);
    if (read) Object.assign(found, read);
    else people.push(word);
  }
  if (people.length > 0) found.person = people.join(' ');
  return found;
}

function dayOf(word: string, { today }: Known): Partial<Filters> | null {
  const only = (day: Day) => ({ from: day, to: day });
  if (word === '오늘' || word === 'today') return only(today);
  if (word === '어제' || word === 'yesterday') return only(addDays(today, -1));
  const back = /^(\d{1,3})(?:일|d)$/.exec(word)?.[1];
  if (back !== undefined) return { from: addDays(today, 1 - Math.max(1, Number(back))), to: today };
  const [first, last, ...more] = word.split(/\.\.|~/);
  if (more.length > 0 || !daySchema.safeParse(first).success) return null;
  if (last === undefined) return only(first ?? today);
  return daySchema.safeParse(last).success ? { from: first ?? '', to: last } : { from: first ?? '' };
}

function idOf(word: string): Partial<Filters> | null {
  const id = idSchema.safeParse(word.toUpperCase());
  return id.success ? { id: id.data } : null;
}

const won = (text: string): string | null => {
  const digits = text.replaceAll(/[,원₩]/g, '');
  return /^\d+$/.test(digits) && digits.length < numberDigits ? String(Number(digits)) : null;
};
function amountOf(word: string): Partial<Filters> | null {
  const bound = /^(>=|<=|>|<)?([\d,]+원?)(이상|이하|\+)?$/.exec(word);
  if (bound) {
    const [, before = '', digits = '', after = ''] = bound;
    const amount = won(digits);
    if (amount === null) return null;
    if (before.startsWith('>') || after === '이상' || after === '+') return { least: amount };
    if (before.startsWith('<') || after === '이하') return { most: amount };
    return { least: amount, most: amount };
  }
  const [least, most, ...more] = word.split(/\.\.|~/).map(won);
  return more.length === 0 && least && most ? { least, most } : null;
}

function sideOf(word: string): Partial<Filters> | null {
  const [, side = '', words = ''] = /^(from|보낸|to|받은):(.+)$/.exec(word) ?? [];
  if (words === '') return null;
  return side === 'from' || side === '보낸' ? { sender: words } : { receiver: words };
}

function nameOf(word: string, { vendors, programmes, kinds: named }: Known): Partial<Filters> | null {
  const plain = spaceless(word);
  const kind = kinds.find((one) => spaceless(named[one]) === plain);
  if (kind) return { kind };
  if (plain.length < nameLettersMin) return null;
  const vendor = vendors.find(({ name }) => spaceless(name).includes(plain));
  if (vendor) return { vendor: vendor.id };
  const programme = programmes.find(({ name }) => spaceless(name).includes(plain));
  return programme ? { programme: programme.id } : null;
}
