import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MailCatcher, startMailCatcher } from './mail-catcher.ts';

let directory: string;
let catcher: MailCatcher;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kumoh-mail-test-'));
  catcher = await startMailCatcher({ directory });
});

afterEach(async () => {
  await catcher.stop();
  await rm(directory, { recursive: true, force: true });
});

async function send(mail: { to: string; subject: string; text: string }): Promise<void> {
  const sender = createTransport({ url: catcher.smtpUrl });
  await sender.sendMail({ from: { name: '금오페이', address: 'pay@kumoh.ac.kr' }, ...mail });
  sender.close();
}

const codeMail = {
  to: 'minji@kumoh.ac.kr',
  subject: '인증번호 12345678',
  text: '인증번호는 12345678 입니다.',
};

test('a mail that was sent is there to read, in Korean, with its receiver', async () => {
  await send(codeMail);
  expect(catcher.mails()).toMatchObject([
    {
      to: ['minji@kumoh.ac.kr'],
      subject: '인증번호 12345678',
      text: expect.stringContaining('12345678 입니다.'),
    },
  ]);
  const page = await (await fetch(catcher.webAddress)).text();
  expect(page).toContain('인증번호 12345678');
  const mail = catcher.mails()[0];
  expect(await (await fetch(`${catcher.webAddress}/mail/${mail?.id}`)).text()).toContain(
    '인증번호는 12345678 입니다.',
  );
});

test('a test asks for the mails of one address, whatever the size of its letters', async () => {
  await send(codeMail);
  await send({ ...codeMail, to: 'junho@kumoh.ac.kr' });
  const answer: unknown = await (await fetch(`${catcher.webAddress}/api/mails?to=Minji@kumoh.ac.kr`)).json();
  expect(answer).toMatchObject({ mails: [{ to: ['minji@kumoh.ac.kr'] }] });
  expect(answer).not.toMatchObject({ mails: [{}, {}] });
});

test('a mail with a script in it is shown as letters, and nothing but the page’s own script may run', async () => {
  const attack = '<script>alert(1)</script><img src=x onerror=alert(2)> https://pay.example/"><b>x';
  await send({ to: 'minji@kumoh.ac.kr', subject: attack, text: attack });
  const mail = catcher.mails()[0];
  const response = await fetch(`${catcher.webAddress}/mail/${mail?.id}`);
  const page = await response.text();
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('<img');
  expect(page).not.toContain('<b>');
  expect(page).toContain('<a href="https://pay.example/" rel');
  expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
  const raw = await fetch(`${catcher.webAddress}/raw/${mail?.id}`);
  expect(raw.headers.get('content-type')).toBe('text/plain; charset=utf-8');
});

test('an open page hears of a new mail at once', async () => {
  const response = await fetch(`${catcher.webAddress}/api/live`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await send(codeMail);
  let heard = '';
  while (!heard.includes('data: mail')) heard += (await reader?.read())?.value ?? '';
  await reader?.cancel();
});

test('mails are still there after the next start', async () => {
  await send(codeMail);
  await catcher.stop();
  catcher = await startMailCatcher({ directory });
  expect(catcher.mails()).toMatchObject([{ to: ['minji@kumoh.ac.kr'], subject: '인증번호 12345678' }]);
});

test('only the newest 500 are kept, in the folder too', async () => {
  const sender = createTransport({ url: catcher.smtpUrl, pool: true, maxMessages: 1000 });
  for (let number = 1; number <= 503; number += 1) {
    await sender.sendMail({
      from: 'pay@kumoh.ac.kr',
      to: 'minji@kumoh.ac.kr',
      subject: `${number}`,
      text: 'x',
    });
  }
  sender.close();
  expect(catcher.mails()).toHaveLength(500);
  expect([catcher.mails()[0]?.subject, catcher.mails().at(-1)?.subject]).toEqual(['503', '4']);
  expect(await readdir(join(directory, 'mail'))).toHaveLength(500);
});

test('a mail above a megabyte is refused, and the next one still arrives', async () => {
  await expect(send({ ...codeMail, text: 'x'.repeat(1_100_000) })).rejects.toMatchObject({
    responseCode: 552,
  });
  await send(codeMail);
  expect(catcher.mails()).toHaveLength(1);
});

test('a site that points its own name at this computer reads no mail', async () => {
  await send(codeMail);
  const port = Number(new URL(catcher.webAddress).port);
  const status = await new Promise((resolve, reject) => {
    const asked = request(
      { port, path: '/api/mails', headers: { host: `evil.example:${port}` } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    asked.once('error', reject).end();
  });
  expect(status).toBe(421);
});
