/**
 * The cells of a CSV file as RFC 4180 has it, read letter by letter. It shares nothing with what writes such files here:
 * what it reads is what a bank's or an accountant's program would.
 */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  let cell = '';
  let quoted = false;
  const letters = [...text.replace(/^\uFEFF/, '')];
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at];
    if (quoted && letter === '"' && letters[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === ',' || letter === '\n')) {
      row.push(cell);
      cell = '';
      if (letter === '\n') rows.push(row.splice(0));
    } else if (quoted || letter !== '\r') cell += letter;
  }
  if (quoted) throw new Error('a quotation is not closed');
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
