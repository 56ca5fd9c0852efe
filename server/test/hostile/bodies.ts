import type { z } from 'zod';
import { type HostileValue, hostileFields, hostileValues } from './corpus.ts';

type Json = z.core.util.JSONType;
type Path = readonly (string | number)[];

/** What is sent in the place of an input, as raw text. */
export interface HostileBody {
  name: string;
  text: string;
}
const marker = '@@here@@';

/** The input with each of its fields in turn made hostile, each of its objects given one more field, and hostile as a whole. */
export function bodiesOf(samples: readonly Json[]): HostileBody[] {
  const fields = samples.flatMap((sample) =>
    placesIn(sample).flatMap(({ path, value }) => [
      ...hostileValues.map((hostile) => at(sample, path, hostile)),
      ...(isObject(value) ? hostileFields.map((field) => beside(sample, path, value, field)) : []),
    ]),
  );
  return [...fields, ...wholes(samples[0] ?? null)];
}

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function placesIn(value: Json, path: Path = []): { path: Path; value: Json }[] {
  const here = { path, value };
  if (typeof value !== 'object' || value === null) return [here];
  const entries = Array.isArray(value) ? [...value.entries()].slice(0, 2) : Object.entries(value);
  return [here, ...entries.flatMap(([name, one]) => placesIn(one, [...path, name]))];
}

function put(value: Json, [first, ...rest]: Path, inside: Json): Json {
  if (first === undefined) return inside;
  if (Array.isArray(value))
    return value.map((one, place) => (place === first ? put(one, rest, inside) : one));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === first ? put(one, rest, inside) : one]),
  );
}

const at = (sample: Json, path: Path, { name, json }: HostileValue): HostileBody => ({
  name: `${path.join('.') || 'the whole'} is ${name}`,
  text: JSON.stringify(put(sample, path, marker)).replace(`"${marker}"`, () => json),
});

function beside(sample: Json, path: Path, value: Json, { name, json }: HostileValue): HostileBody {
  const inside = JSON.stringify(value).slice(1);
  const text = `{${json}${inside === '}' ? '' : ','}${inside}`;
  return { ...at(sample, path, { name, json: text }), name: `${path.join('.') || 'the whole'} with ${name}` };
}

/** Beyond the doors' 64 KiB, and beyond the 512 of the large ones. */
const oversizes = [70_000, 600_000];

function wholes(sample: Json): HostileBody[] {
  const good = JSON.stringify(sample);
  const body = (name: string, text: string): HostileBody => ({ name: `a body ${name}`, text });
  return [
    body('of nothing', ''),
    body('that ends too soon', good.slice(0, -1)),
    body('that ends in the middle', good.slice(0, good.length >> 1)),
    body('with more behind it', `${good}${good}`),
    body('behind a mark of byte order', `\ufeff${good}`),
    body('in single quotes', "{'a':1}"),
    body('with a comment', `/* */${good}`),
    body('with NaN', '{"a":NaN}'),
    body('of lists without end', '['.repeat(20_000)),
    body('of objects without end', '{"a":'.repeat(12_000)),
    body('as a batch', `{"0":${good},"1":${good}}`),
    ...oversizes.map((size) => body(`of ${size} characters`, `{"a":"${'a'.repeat(size)}"}`)),
  ];
}
