import { expect, it } from 'vitest';
import { type Known, readSearch } from './search-words.ts';

const known: Known = {
  vendors: [{ id: 'V1', name: '카페 금오' }],
  programmes: [{ id: 'P1', name: '학생식당 식권' }],
  kinds: { charge: '결제', refund: '환불', send: '보내기', issue: '발행', revoke: '회수', expire: '소멸' },
  today: '2026-11-22',
};
const read = (text: string) => readSearch(text, known);

it('reads a day, a range of days, today, yesterday and the last days', () => {
  expect(read('2026-11-20')).toEqual({ from: '2026-11-20', to: '2026-11-20' });
  expect(read('2026-11-01..2026-11-20')).toEqual({ from: '2026-11-01', to: '2026-11-20' });
  expect(read('2026-11-01~')).toEqual({ from: '2026-11-01' });
  expect(read('오늘')).toEqual({ from: '2026-11-22', to: '2026-11-22' });
  expect(read('yesterday')).toEqual({ from: '2026-11-21', to: '2026-11-21' });
  expect(read('7일')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
});

it('reads an amount, a range and a bound, with or without commas and 원', () => {
  expect(read('5,000원')).toEqual({ least: '5000', most: '5000' });
  expect(read('5000..10000')).toEqual({ least: '5000', most: '10000' });
  expect(read('5000이상')).toEqual({ least: '5000' });
  expect(read('<=3000')).toEqual({ most: '3000' });
});

it('takes eight digits and more for a student number, not for an amount', () => {
  expect(read('20260012')).toEqual({ person: '20260012' });
});

it('knows kinds, shops and programmes by a part of their name, and an order by its number', () => {
  expect(read('환불 카페')).toEqual({ kind: 'refund', vendor: 'V1' });
  expect(read('식권')).toEqual({ programme: 'P1' });
  expect(read('7zdjy6pr8q2v4x9k3m5n1b0c2d')).toEqual({ id: '7ZDJY6PR8Q2V4X9K3M5N1B0C2D' });
});

it('takes whatever else for a person, whole or by initials, and lets the side be said', () => {
  expect(read('김민수 결제 어제')).toEqual({
    person: '김민수',
    kind: 'charge',
    from: '2026-11-21',
    to: '2026-11-21',
  });
  expect(read('ㄱㅁㅅ')).toEqual({ person: 'ㄱㅁㅅ' });
  expect(read('보낸:김민수 받은:이수진')).toEqual({ sender: '김민수', receiver: '이수진' });
  expect(read('  ')).toEqual({});
});
