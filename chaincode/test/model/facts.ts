import type { ErrorCode, Order, OrderOf, OrderType, PublicKey } from '@kumoh-pay/domain';

/**
 * An order as the model sees it: what the contract has to work out by verifying signatures, codes and digests, the
 * model is told, because the run made them.
 */
export interface Facts<Type extends OrderType = OrderType> {
  order: Type extends OrderType ? OrderOf<Type> : never;
  /** Who signs, and with which key in truth. */
  signers: readonly { by: string; key: PublicKey }[];
  hints: readonly string[];
  part: number | null;
  /** The order as it is sent is no order at all. */
  malformed: boolean;
  code?: { account: string; counter: number; cap: number; key: PublicKey; certificate?: Certificate };
  request?: { charge: string; terminal: string; amount: number; expiresSeconds: number; key: PublicKey };
  /** The key that signed the pairing slip. */
  slipKey?: PublicKey;
  /** By record, its text in the model when the signer saw it; none: the digest is of something else. */
  shown: Readonly<Record<string, string>>;
  /** Of the order that a void stops: the key behind the signature that it shows. */
  voidedKey?: PublicKey;
}

/** What a wallet certificate says, and which key signed it in truth. */
export interface Certificate {
  account: string;
  key: PublicKey;
  cap: number;
  notAfterSeconds: number;
  signedBy: PublicKey;
}

/** The model's refusal. */
export class No extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

export function refuseIf(condition: boolean, code: ErrorCode): void {
  if (condition) throw new No(code);
}

/** What happens when nothing refuses: the change, and what of the answer the model knows. */
export interface Yes {
  change: () => void;
  answer?: Record<string, unknown>;
}

export const textOf = (order: Order): string => JSON.stringify(order);
