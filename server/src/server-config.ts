import type { DemoStandIn } from './demo/demo.ts';
import type { Mark } from './settings/mark.ts';

/** What `startServer` is given. Addresses and folders are decided by whoever starts it. */
export interface ServerConfig {
  /** Where the three doors listen; the local one is always on loopback. */
  host: string;
  /** Wallet's port; counter, console and local follow it. 0: four free ones. */
  port: number;
  /** `keys/` lies in it unless `keysDirectory` says otherwise. */
  dataDirectory: string;
  keysDirectory?: string;
  /** May touch rows only. */
  databaseUrl: string;
  /** Migrates and rebuilds. */
  databaseOwnerUrl: string;
  smtpUrl: string;
  mailSender: string;
  /** The folders of the three built apps. */
  apps: Record<DoorName, string>;
  ledger:
    | { kind: 'embedded'; directory: string; mirrorDirectory?: string; now?: () => number }
    | { kind: 'fabric'; connectionFile: string };
  /** What the ledger's `bootstrap` will say, for ever. */
  mark: Mark;
  /** Stands in for old phones and browsers on a demo campus; does nothing on any other ledger. */
  demo?: DemoStandIn;
  /** As people reach the apps, when that is not http://localhost:port. */
  publicAddresses?: Record<DoorName, string>;
  tls?: { key: string; cert: string };
  /** Addresses or networks (10.0.0.0/8) of proxies in front: only they are believed about host, protocol and address. */
  trustedProxies?: readonly string[];
  /** Settings to begin with; what officers have set since is kept. */
  settings?: Record<string, unknown>;
  /** A web server whose `Date` is believed; more than five seconds off it, this server is not ready. */
  timeSource?: string;
  /** Lines of JSON go here instead of standard output. */
  logTo?: { write(line: string): void };
  /** `debug` names each step of an order's way too; the default is `info`. */
  logLevel?: 'debug' | 'info';
}

export const doorNames = ['wallet', 'counter', 'console'] as const;
export type DoorName = (typeof doorNames)[number];

/** A start that a person can mend: its message is one plain line. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
