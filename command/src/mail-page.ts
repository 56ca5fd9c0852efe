import type { Mail } from './caught-mails.ts';

export function listPage(mails: Mail[]): string {
  const rows = mails.map(
    (mail) => `<li><a href="/mail/${encodeURIComponent(mail.id)}">
      <span class="to">${escapeHtml(mail.to.join(', '))}</span>
      <span class="subject">${escapeHtml(mail.subject)}</span>
      <time datetime="${mail.receivedAt.toISOString()}">${clock(mail.receivedAt)}</time></a></li>`,
  );
  const none =
    '<p>아직 온 메일이 없어요. 메일이 오면 바로 여기에 나타나요.<br>No mail yet. It appears here at once.</p>';
  return page(
    '받은 메일 · Mail',
    `<h1>받은 메일 · Mail</h1>
    <p class="note">Kumoh Pay가 보낸 메일은 밖으로 나가지 않고 모두 이곳에 모여요.<br>
    Every mail that Kumoh Pay sends stays on this computer and is shown here.</p>
    ${rows.length > 0 ? `<ul>${rows.join('\n')}</ul>` : none}`,
  );
}

export function mailPage(mail: Mail): string {
  return page(
    mail.subject,
    `<p><a href="/">← 받은 메일 · Mail</a></p>
    <h1>${escapeHtml(mail.subject)}</h1>
    <dl><dt>보낸 사람 · From</dt><dd>${escapeHtml(mail.from)}</dd>
    <dt>받는 사람 · To</dt><dd>${escapeHtml(mail.to.join(', '))}</dd>
    <dt>시각 · Time</dt><dd>${clock(mail.receivedAt)}</dd></dl>
    <pre>${withLinks(mail.text)}</pre>
    <p><a href="/raw/${encodeURIComponent(mail.id)}">원문 · Source</a></p>`,
  );
}

export function missingPage(): string {
  return page(
    '메일 없음 · No such mail',
    `<h1>이 메일은 없어요 · No such mail</h1>
    <p>오래된 메일은 지워져요. · Old mails are forgotten.</p><p><a href="/">← 받은 메일 · Mail</a></p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/page.css"><script src="/page.js" type="module"></script></head>
<body><main>${body}</main></body></html>
`;
}

/** An address in a mail becomes a link; only http and https, and everything around and in it is escaped. */
function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((piece, index) => {
      const safe = escapeHtml(piece);
      return index % 2 === 0 ? safe : `<a href="${safe}" rel="noreferrer noopener">${safe}</a>`;
    })
    .join('');
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function clock(time: Date): string {
  return time.toLocaleString('sv-SE', { timeZone: 'Asia/Seoul' });
}

/** On an arrival the page fetches itself again and takes over the new content, which the server has escaped. */
export const SCRIPT = `new EventSource('/api/live').onmessage = async () => {
  const text = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
  document.querySelector('main').replaceWith(fresh);
};
`;

export const STYLE = `:root { color-scheme: light dark; font: 17px/1.5 system-ui, "Noto Sans CJK KR", sans-serif; }
body { margin: 0; word-break: keep-all; overflow-wrap: anywhere; }
main { max-width: 44rem; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 24px; }
.note, dt, time { color: color-mix(in srgb, currentColor 75%, transparent); font-size: 15px; }
ul { list-style: none; padding: 0; }
li a { display: grid; grid-template-columns: 1fr auto; gap: 0 16px; padding: 12px 0; text-decoration: none; color: inherit; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
li .subject { grid-column: 1; font-weight: 600; }
li .to { grid-column: 1; font-size: 15px; }
li time { grid-column: 2; grid-row: 1; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; }
dd { margin: 0; }
pre { white-space: pre-wrap; font: inherit; padding: 16px; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 12px; }
`;
