/** Excel reads a UTF-8 file as such only with this mark in front. */
const byteOrderMark = '\uFEFF';

const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  // A cell that begins like this would be run as a formula when somebody opens the file.
  const safe = /^[=+@\t\r]|^-\D/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows.map((row) => row.map(cell).join(',')).join('\r\n');

/** Gives the browser a file to keep. */
export function saveFile(name: string, pieces: readonly BlobPart[], type = 'text/csv;charset=utf-8'): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([...pieces], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}

export const download = (name: string, text: string, { mark = true } = {}): void =>
  saveFile(name, [mark ? byteOrderMark + text : text]);
