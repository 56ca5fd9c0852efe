import type { Logger } from 'pino';
import type { Database } from '../db/index.ts';
import type { Keys } from '../keys/keys.ts';
import type { MemberPerson } from '../member/person.ts';
import type { Money } from '../money.ts';
import type { OfficerPerson } from '../officer/person.ts';
import type { PasswordQueue } from '../password/password-queue.ts';
import type { DoorName, ServerConfig } from '../server-config.ts';
import type { Session } from '../session/session.ts';
import type { StaffPerson } from '../staff/person.ts';
import type { TerminalPerson } from '../terminal/person.ts';

/** What lives as long as the server and every procedure may use. */
export interface ServerParts {
  config: ServerConfig;
  db: Database;
  /** The way to the ledger, its index and its live events. */
  money: Money;
  keys: Keys;
  passwords: PasswordQueue;
  log: Logger;
  /** The server's clock, Unix milliseconds. */
  now(): number;
  /** How people reach the apps, without a slash at the end. */
  addresses: Record<DoorName, string>;
  /** Tells the outbox that a letter was committed. Call it after the transaction. */
  mailWaiting(): void;
  /** Aborted when the server stops: subscriptions end by it. */
  stopping: AbortSignal;
}

/** A person or a device with its live session. */
export type SignedIn<Person> = Person & { session: Session };

export interface CallContext extends ServerParts {
  door: DoorName;
  requestId: string;
  /** What the caller's browser calls itself, cut to a sane length. */
  device: string;
  member: SignedIn<MemberPerson> | null;
  terminal: SignedIn<TerminalPerson> | null;
  staff: SignedIn<StaffPerson> | null;
  officer: SignedIn<OfficerPerson> | null;
  /** Gives the browser the session's cookie; null takes it away. */
  setSession(kind: Session['kind'], session: Session | null): void;
}
