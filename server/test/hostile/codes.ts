/** What a camera may read, or a person type, in the place of a pay code. */
export const otherMakersCodes: readonly string[] = [
  '',
  ' ',
  'https://example.org/pay?id=1',
  'http://localhost:8080/',
  'kakaopay://money/to/qr?qr_code=281006011000000000000000',
  'upi://pay?pa=shop@bank&pn=Shop&am=10.00&cu=INR',
  '00020101021226370014A00000072701271002100000000000000000052045812530341054031005802KR5904SHOP6005SEOUL6304ABCD',
  'WIFI:T:WPA;S:cafe;P:secret;;',
  'BEGIN:VCARD\nVERSION:3.0\nN:Kim\nEND:VCARD',
  'BEGIN:VEVENT\nSUMMARY:lunch\nEND:VEVENT',
  'mailto:shop@example.org',
  'tel:+82544781234',
  'SMSTO:01012345678:hello',
  'geo:36.145,128.393',
  'bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq?amount=0.01',
  '8801234567893',
  '281012020262467128',
  '281012020262467128'.repeat(12),
  '0',
  '1'.repeat(4_001),
  '9'.repeat(479),
  'A'.repeat(4_001),
  '{"account":"A"}',
  '\u0000',
  '\ud800',
];

const kinds: readonly ((digit: number) => string)[] = [
  (digit) => String.fromCodePoint(0xff10 + digit),
  (digit) => String.fromCodePoint(0x0660 + digit),
  (digit) => String.fromCodePoint(0x1d7ce + digit),
];

/** A good code, spoilt: cut off, one digit another, digits of another kind, with something around it. */
export function spoiltCodes(code: string): string[] {
  const digits = [...code];
  const another = digits.map((digit, place) =>
    [...digits.slice(0, place), String((Number(digit) + 1) % 10), ...digits.slice(place + 1)].join(''),
  );
  const cut = [1, 2, 10, 100, digits.length >> 1, digits.length - 1].map((length) => code.slice(0, length));
  const otherKinds = kinds.map((kind) => digits.map((digit) => kind(Number(digit))).join(''));
  const around = [`${code} `, ` ${code}`, `${code}0`, `0${code}`, `${code}${code}`, `+${code}`, `${code}\n`];
  const swapped = [code.slice(1) + code.slice(0, 1), digits.toReversed().join('')];
  return [...another, ...cut, ...otherKinds, ...around, ...swapped].filter((one) => one !== code);
}
