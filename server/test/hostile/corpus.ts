/** One hostile value, as raw JSON text: some of them no `JSON.stringify` would write. */
export interface HostileValue {
  name: string;
  json: string;
}

const deep = 10_000;
const quoted = (name: string, text: string): HostileValue => ({ name, json: JSON.stringify(text) });
const raw = (json: string, name = json): HostileValue => ({ name, json });

const texts: readonly HostileValue[] = [
  quoted('nothing', ''),
  quoted('blanks', ' \t\n '),
  quoted('a NUL', 'a\u0000b'),
  quoted('half a pair of surrogates', 'a\ud800b'),
  quoted('surrogates the wrong way round', '\udc00\ud800'),
  quoted('right to left', '\u202e\u05d0\u0627 1000 \u202c'),
  quoted('full-width digits', '１２３４５６７８'),
  quoted('Arabic digits', '٠١٢٣٤٥٦٧'),
  quoted('mathematical digits', '𝟏𝟐𝟑𝟒'),
  quoted('marks upon marks', `e${'\u0301'.repeat(300)}`),
  quoted('an emoji of many parts', '👨‍👩‍👧‍👦'.repeat(20)),
  quoted('no width', '\u200b\ufeff\u2060'),
  quoted('a quote', "' OR '1'='1' -- "),
  quoted('a pattern', '%_\\%'),
  quoted('markup', '<script>alert(1)</script>'),
  quoted('a template', '{{7*7}}#{7*7}'),
  quoted('lines of a header', 'a\r\nSet-Cookie: x=1'),
  quoted('a formula', '=HYPERLINK("http://example.org")'),
  quoted('the word NaN', 'NaN'),
  quoted('the word Infinity', '-Infinity'),
  quoted('a number as text', '1000'),
  quoted('a number with a point as text', '0x1F'),
  quoted('__proto__', '__proto__'),
  quoted('constructor', 'constructor'),
  quoted('toString', 'toString'),
  quoted('hasOwnProperty', 'hasOwnProperty'),
  quoted('4,001 characters', 'A'.repeat(4_001)),
  quoted('4,001 digits', '1'.repeat(4_001)),
  quoted('40,000 characters', '가'.repeat(13_000)),
];
const numbers: readonly HostileValue[] = [
  '0',
  '-0',
  '-1',
  '0.5',
  '1e-7',
  '9007199254740993',
  '-9007199254740993',
  '9223372036854775808',
  '18446744073709551616',
  '1e21',
  '1e400',
  '-1e400',
  `1${'0'.repeat(400)}`,
].map((json) => raw(json, json.slice(0, 24)));
const others: readonly HostileValue[] = [
  ...['null', 'true', 'false', '[]', '{}', '[[]]', '[null]', '{"length":1}', '{"0":"a"}'].map((json) =>
    raw(json),
  ),
  raw('{"__proto__":{"active":1}}'),
  raw('{"constructor":{"prototype":{"active":1}}}'),
  raw('{"toString":1,"valueOf":1,"then":1}'),
  raw(`${'['.repeat(deep)}${']'.repeat(deep)}`, 'lists 10,000 deep'),
  raw(`${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`, 'objects 10,000 deep'),
  raw(`[${'0,'.repeat(9_999)}0]`, 'a list of 10,000'),
];
/** In the place of any field. */
export const hostileValues: readonly HostileValue[] = [...texts, ...numbers, ...others];

/** Written into an object, beside its own fields. */
export const hostileFields: readonly HostileValue[] = [
  raw('"__proto__":{"active":1}'),
  raw('"constructor":{"prototype":{"active":1}}'),
  raw('"prototype":{}'),
  raw('"hello":1'),
  raw('"":""'),
  raw('"\\u0000":0'),
];
