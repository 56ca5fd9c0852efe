import { expect, it } from 'vitest';
import { csvOf } from './download.ts';

it('keeps commas, quotes and lines inside their cell', () => {
  expect(csvOf([['a,b', 'say "no"', 'two\nlines', 5, null]])).toBe('"a,b","say ""no""","two\nlines",5,');
});

it('lets no cell run as a formula when the file is opened', () => {
  expect(csvOf([['=1+1', '+82', '@x', '-a', '-5']])).toBe("'=1+1,'+82,'@x,'-a,-5");
});
