import {
  type Account,
  type Officer,
  type OfficerRole,
  type Order,
  readPayCode,
  readStateKey,
  recordSchemas,
  type Terminal,
} from '@kumoh-pay/domain';
import { parseJson } from './stable-json.ts';

interface OfficerKeys {
  key: string;
  recoveryKey: string | null;
  roles: readonly OfficerRole[];
  active: boolean;
}
interface AccountKeys {
  key: string;
  confirmedKey: string;
  recoveryKey: string | null;
  keyFrom: number;
  earlierKeys: { key: string; from: number; to: number }[];
  /** The counters of the pay codes that were taken, and the highest of them. */
  counters: Set<number>;
  highestCounter: number;
}
interface TerminalKey {
  key: string;
  vendor: string;
  active: boolean;
}

/**
 * Whose key is whose, as the committed and verified orders say it. Kept beside the replayed records and compared with
 * them after every transaction, so that a record that names another key than its owner's orders did is found.
 */
export class Keyring {
  readonly officers = new Map<string, OfficerKeys>();
  readonly accounts = new Map<string, AccountKeys>();
  readonly terminals = new Map<string, TerminalKey>();

  /** What a verified order does to keys. `by` names its signers, `time` is the transaction's. */
  apply(order: Order, by: ReadonlySet<string>, time: number): void {
    switch (order.type) {
      case 'bootstrap':
        for (const { id, key, recoveryKey, roles } of order.body.officers) {
          this.officers.set(id, { key, recoveryKey, roles, active: true });
        }
        this.officers.set(order.body.enroller.id, {
          key: order.body.enroller.key,
          recoveryKey: null,
          roles: ['enroller'],
          active: true,
        });
        return;
      case 'appointOfficer':
        this.officers.set(order.body.officer.id, { ...order.body.officer, active: true });
        return;
      case 'retireOfficer':
        this.#change(this.officers, order.body.officer, () => ({ active: false }));
        return;
      case 'replaceOfficerKey':
        this.#change(this.officers, order.body.officer, (old) => ({
          key: order.body.key,
          recoveryKey: order.body.recoveryKey ?? old.recoveryKey,
        }));
        return;
      case 'charge': {
        const code = readPayCode(order.body.code);
        const account = this.accounts.get(code?.account ?? '');
        if (!code || !account) return;
        account.counters.add(code.counter);
        account.highestCounter = Math.max(account.highestCounter, code.counter);
        return;
      }
      case 'pairTerminal':
        this.terminals.set(order.body.slip.terminal, {
          key: order.body.key,
          vendor: order.body.slip.vendor,
          active: true,
        });
        return;
      case 'retireTerminal':
        this.#change(this.terminals, order.body.terminal, () => ({ active: false }));
        return;
      default:
        this.#applyToAccount(order, by, time);
        return;
    }
  }

  #applyToAccount(order: Order, by: ReadonlySet<string>, time: number): void {
    switch (order.type) {
      case 'openAccount': {
        const { account, key, recoveryKey } = order.body;
        const none = { earlierKeys: [], counters: new Set<number>(), highestCounter: 0 };
        this.accounts.set(account, { key, confirmedKey: key, recoveryKey, keyFrom: time, ...none });
        return;
      }
      case 'setRecoveryKey':
        this.#change(this.accounts, order.body.account, () => ({
          recoveryKey: order.body.recoveryKey,
        }));
        return;
      case 'replaceKey': {
        const { account, key, recoveryKey } = order.body;
        const vouched = by.has(`confirmed.${account}`) || by.has(`recovery.${account}`);
        this.#change(this.accounts, account, (old) => ({
          ...replacedBy(old, key, time),
          confirmedKey: vouched ? key : old.confirmedKey,
          recoveryKey: by.has(`recovery.${account}`) && recoveryKey ? recoveryKey : old.recoveryKey,
        }));
        return;
      }
      case 'confirmKey':
        this.#change(this.accounts, order.body.account, () => ({ confirmedKey: order.body.key }));
        return;
      case 'keepKey':
        this.#change(this.accounts, order.body.account, (old) =>
          old.key === old.confirmedKey ? {} : replacedBy(old, old.confirmedKey, time),
        );
        return;
      default:
        return;
    }
  }

  /** The key of `{role}.{id}`, or null when nobody of that name is known. New keys are in the order itself. */
  keyOf(signer: string, type = ''): string | null {
    const [role = '', id = ''] = signer.split('.');
    const officer = this.officers.get(id);
    const account = this.accounts.get(id);
    if (role === 'officer') return officer?.key ?? null;
    // An account may have been opened under an officer's id: only the type of the order says whose recovery is meant.
    if (role === 'recovery')
      return (type === 'replaceOfficerKey' ? officer?.recoveryKey : account?.recoveryKey) ?? null;
    if (role === 'account') return account?.key ?? null;
    if (role === 'confirmed') return account?.confirmedKey ?? null;
    if (role === 'terminal') return this.terminals.get(id)?.key ?? null;
    return null;
  }

  /** The account's key at a moment, for what a terminal took offline then. */
  keyAt(id: string, time: number): string | null {
    const account = this.accounts.get(id);
    if (!account) return null;
    if (time >= account.keyFrom) return account.key;
    return account.earlierKeys.find(({ from, to }) => from <= time && time < to)?.key ?? null;
  }

  /** How a written record differs from what the orders said, or null. */
  difference(key: string, value: string | null): string | null {
    const named = readStateKey(key);
    const id = named?.parts[0] ?? '';
    if (!named || !['officer', 'account', 'terminal'].includes(named.kind)) return null;
    const parsed = value === null ? null : parseJson(value);
    if (!parsed) return 'the record is gone';
    if (named.kind === 'officer')
      return differs(
        this.officers.get(id),
        recordSchemas.officer.safeParse(parsed.value).data,
        officerFields,
      );
    if (named.kind === 'account')
      return differs(
        this.accounts.get(id),
        recordSchemas.account.safeParse(parsed.value).data,
        accountFields,
      );
    return differs(
      this.terminals.get(id),
      recordSchemas.terminal.safeParse(parsed.value).data,
      terminalFields,
    );
  }

  #change<Keys>(map: Map<string, Keys>, id: string, change: (old: Keys) => Partial<Keys>): void {
    const old = map.get(id);
    if (old) map.set(id, { ...old, ...change(old) });
  }
}

const replacedBy = (old: AccountKeys, key: string, time: number): Partial<AccountKeys> => ({
  key,
  keyFrom: time,
  earlierKeys: [...old.earlierKeys, { key: old.key, from: old.keyFrom, to: time }],
});

const officerFields = (officer: OfficerKeys | Officer): unknown[] => [
  officer.key,
  officer.recoveryKey,
  [...officer.roles].sort(),
  officer.active,
];
const accountFields = (account: AccountKeys | Account): unknown[] => [
  account.key,
  account.confirmedKey,
  account.recoveryKey,
];
const terminalFields = (terminal: TerminalKey | Terminal): unknown[] => [
  terminal.key,
  terminal.vendor,
  terminal.active,
];

function differs<Left, Right>(
  named: Left | undefined,
  written: Right | undefined,
  fields: (one: Left | Right) => unknown[],
): string | null {
  if (named === undefined) return 'no order named these keys';
  if (written === undefined) return 'the record cannot be read';
  const [left, right] = [JSON.stringify(fields(named)), JSON.stringify(fields(written))];
  return left === right ? null : `the orders say ${left}, the record says ${right}`;
}
