import { once } from 'node:events';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { CaughtMails, type Mail } from './caught-mails.ts';
import { serveMailPages } from './mail-web.ts';

/** Far above any mail that Kumoh Pay writes; a larger one is refused with SMTP's own answer (552). */
const MAIL_LIMIT_BYTES = 1024 * 1024;

/** How long an SMTP conversation may go on after stop() was called. */
const CLOSE_PATIENCE_MS = 300;

export type { Mail } from './caught-mails.ts';

export interface MailCatcherOptions {
  /** The data folder; mails lie in its folder `mail`. */
  directory: string;
  /** 0 or nothing: any free port. */
  smtpPort?: number;
  webPort?: number;
}

export interface MailCatcher {
  smtpUrl: string;
  /** The page that shows the mails, also `GET /api/mails?to=`. */
  webAddress: string;
  /** Newest first. */
  mails(): Mail[];
  stop(): Promise<void>;
}

/** Takes every mail sent to it over SMTP, delivers none, and shows them on a page. On loopback only. */
export async function startMailCatcher(options: MailCatcherOptions): Promise<MailCatcher> {
  const caught = await CaughtMails.open(join(options.directory, 'mail'));
  const smtp = await listenForMails(caught, options.smtpPort ?? 0);
  const web = await serveMailPages(caught, options.webPort ?? 0).catch(async (error: unknown) => {
    await smtp.close();
    throw error;
  });
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    webAddress: web.address,
    mails: () => caught.list(),
    stop: async () => {
      await Promise.all([smtp.close(), web.close()]);
    },
  };
}

async function listenForMails(caught: CaughtMails, port: number) {
  const server = new SMTPServer({
    authOptional: true,
    // On loopback there is nobody to hide from, and the library's built-in certificate hides nothing anyway.
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAIL_LIMIT_BYTES,
    closeTimeout: CLOSE_PATIENCE_MS,
    logger: false,
    disableReverseLookup: true,
    onData(stream, session, callback) {
      const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
      take(stream, recipients, caught).then(
        () => callback(),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  const listener = server.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  // A conversation that breaks off is the sender's matter; without a listener it would end this process.
  server.on('error', (error) => console.error(`kumoh: mail catcher: ${String(error)}`));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('The mail catcher has no port.');
  return { port: address.port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

async function take(stream: SMTPServerDataStream, recipients: string[], caught: CaughtMails): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) {
    // Too large: the rest is read and dropped, because SMTP has no way to interrupt the sender.
    if (!stream.sizeExceeded) pieces.push(Buffer.from(piece));
  }
  if (stream.sizeExceeded) {
    throw Object.assign(new Error(`A mail may have ${MAIL_LIMIT_BYTES} bytes at most.`), {
      responseCode: 552,
    });
  }
  await caught.add(Buffer.concat(pieces), recipients);
}
