import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Picture {
  app: string;
  route: string;
  state: string;
  /** From the gallery's own folder. */
  file: string;
  faults: string[];
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function figure({ file, faults }: Picture): string {
  const said = faults.map((fault) => `<br><b>${escaped(fault)}</b>`).join('');
  const name = escaped(file);
  return `<figure><a href="${name}"><img loading="lazy" src="${name}" alt=""></a><figcaption>${name}${said}</figcaption></figure>`;
}

/** All pictures on one page, a row for each screen and state. */
export async function writeIndex(folder: string, pictures: readonly Picture[]): Promise<void> {
  const rows = Map.groupBy(pictures, ({ app, route, state }) => `${app} · ${route} · ${state}`);
  const body = [...rows].map(
    ([title, row]) => `<h2>${escaped(title)}</h2><div>${row.map(figure).join('')}</div>`,
  );
  const style =
    'body{font:15px system-ui;margin:24px;background:#ddd}div{display:flex;flex-wrap:wrap;gap:16px}' +
    'figure{margin:0}img{height:400px}figcaption{max-width:640px;font-size:12px}b{color:#b00}';
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Kumoh Pay</title><style>${style}</style>${body.join('\n')}\n`,
  );
}
