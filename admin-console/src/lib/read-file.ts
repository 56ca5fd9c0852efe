import { base64UrlEncode } from '@kumoh-pay/domain';

/** In base64 this is below the door's bound for lists. */
export const listFileMaxBytes = 290_000;
/** As people count it. */
export const listFileMaxKilobytes = listFileMaxBytes / 1_000;

/** A file's bytes in base64: the server finds out whether it is UTF-8 or CP949. */
export async function fileAsBase64(file: File): Promise<string> {
  const text = base64UrlEncode(new Uint8Array(await file.arrayBuffer()))
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}
