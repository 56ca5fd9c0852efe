import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';

/** Enough to look back over an afternoon of trying things; beyond it the oldest is forgotten, in the folder too. */
const KEPT_MAILS = 500;

export interface Mail {
  /** The name of its file, without `.eml`; sorts by time of arrival. */
  id: string;
  from: string;
  /** The addresses that it was delivered to, in small letters. */
  to: string[];
  subject: string;
  text: string;
  receivedAt: Date;
}

/** The caught mails, newest first, in memory and as `.eml` files in a folder. */
export class CaughtMails {
  readonly #folder: string;
  readonly #listeners = new Set<() => void>();
  #mails: Mail[] = [];
  #count = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens the folder, reading the mails that an earlier run caught. */
  static async open(folder: string): Promise<CaughtMails> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const caught = new CaughtMails(folder);
    const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
    for (const name of names.slice(-KEPT_MAILS)) {
      const id = name.slice(0, -'.eml'.length);
      caught.#mails.unshift(toMail(id, await simpleParser(await caught.raw(id)), []));
    }
    return caught;
  }

  list(): Mail[] {
    return [...this.#mails];
  }

  find(id: string): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  /** The bytes as they came. `id` must be one of a kept mail. */
  raw(id: string): Promise<Buffer> {
    return readFile(this.#path(id));
  }

  /** `recipients` are those of the SMTP envelope: a blind copy stands nowhere else. */
  async add(raw: Buffer, recipients: string[]): Promise<void> {
    this.#count += 1;
    const receivedAt = new Date();
    const order = String(this.#count).padStart(6, '0');
    const id = `${receivedAt.toISOString().replaceAll(/[:.]/g, '-')}-${order}`;
    const mail = toMail(id, await simpleParser(raw), recipients, receivedAt);
    await writeFile(this.#path(id), raw, { mode: 0o600 });
    this.#mails.unshift(mail);
    for (const forgotten of this.#mails.splice(KEPT_MAILS))
      await rm(this.#path(forgotten.id), { force: true });
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` after each arrival; returns what ends that. */
  onArrival(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.eml`);
  }
}

function toMail(
  id: string,
  parsed: ParsedMail,
  recipients: string[],
  receivedAt = parsed.date ?? new Date(0),
): Mail {
  const headers = [parsed.to ?? []].flat().flatMap((list) => list.value.map((entry) => entry.address ?? ''));
  const to = (recipients.length > 0 ? recipients : headers).map((address) => address.toLowerCase());
  return {
    id,
    from: parsed.from?.text ?? '',
    to,
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    receivedAt,
  };
}
