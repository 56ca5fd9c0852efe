/** One HTTP answer: its status and its body's text. */
export interface Answer {
  status: number;
  text: string;
}

const headEnd = '\r\n\r\n';

/** The first answer in the bytes and how many it takes up; null while it is not whole. @throws for what is no HTTP/1.1. */
export function takeAnswer(bytes: Buffer): { answer: Answer; length: number } | null {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return null;
  const head = bytes.subarray(0, end).toString('latin1');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
  if (Number.isNaN(status)) throw new Error(`no HTTP answer: ${head.slice(0, 60)}`);
  const from = end + headEnd.length;
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  const body = length === undefined ? chunked(bytes, from) : plain(bytes, from, Number(length));
  return body && { answer: { status, text: body.text }, length: body.end };
}

interface Body {
  text: string;
  end: number;
}

function plain(bytes: Buffer, from: number, length: number): Body | null {
  const end = from + length;
  return bytes.length < end ? null : { text: bytes.subarray(from, end).toString(), end };
}

function chunked(bytes: Buffer, from: number): Body | null {
  const parts: Buffer[] = [];
  for (let place = from; ; ) {
    const line = bytes.indexOf('\r\n', place);
    if (line < 0) return null;
    const size = Number.parseInt(bytes.subarray(place, line).toString('latin1'), 16);
    const start = line + 2;
    const end = start + size + 2;
    if (bytes.length < end) return null;
    if (size === 0) return { text: Buffer.concat(parts).toString(), end };
    parts.push(bytes.subarray(start, start + size));
    place = end;
  }
}
