/** The little of the Protocol Buffers' wire format that two messages need: numbers (wire type 0) and bytes (wire type 2). */
export interface Field {
  field: number;
  value: number | Uint8Array;
}

export const numberField = (field: number, value: number): Buffer =>
  Buffer.from([...varint(field << 3), ...varint(value)]);

export const bytesField = (field: number, bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(bytes.length)]), bytes]);

/** @throws for bytes that are no such message, or hold another wire type */
export function readFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const readVarint = (): number => {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 42; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new Error('a message with a broken number');
  };
  while (at < bytes.length) {
    const tag = readVarint();
    const field = tag >>> 3;
    const number = readVarint();
    if ((tag & 7) === 0) fields.push({ field, value: number });
    else if ((tag & 7) === 2 && at + number <= bytes.length) {
      fields.push({ field, value: bytes.subarray(at, at + number) });
      at += number;
    } else throw new Error('a message that is cut off, or of another wire type');
  }
  return fields;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}
