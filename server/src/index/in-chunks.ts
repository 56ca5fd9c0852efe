/** Rows of one statement: more would make it larger than the server's packet for nothing. */
const rowsAtOnce = 200;

export async function inChunks<Row>(
  rows: readonly Row[],
  statement: (rows: Row[]) => { execute(): Promise<unknown> },
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await statement(rows.slice(from, from + rowsAtOnce)).execute();
}
