import { gzipSync } from 'node:zlib';

/** A tar header and its content come in pieces of so many bytes. */
const BLOCK = 512;

/**
 * Files as a .tar.gz, always the same bytes for the same files: a package's id is the hash of its bytes, and the
 * organisations must be able to make it each for themselves. Names up to 100 ASCII characters.
 */
export function tarGz(files: { name: string; content: Uint8Array }[]): Buffer {
  const pieces = files.flatMap(({ name, content }) => [
    header(name, content.length),
    content,
    Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK),
  ]);
  const packed = gzipSync(Buffer.concat([...pieces, Buffer.alloc(2 * BLOCK)]), { level: 9 });
  packed.writeUInt8(0xff, 9); // the byte that would say on which system it was packed
  return packed;
}

/** A POSIX ustar header of a plain file of nobody's, made at the beginning of time. */
function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  block.write(name, 0, 100, 'ascii');
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write(' '.repeat(8), 148); // the checksum's own place counts as spaces
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
