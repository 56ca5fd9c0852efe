import type { Id, Order, SignedBy, Slip } from '@kumoh-pay/domain';

/** Whoever can be signed in as on a demo campus, with what the sign-in page fills in. */
export interface DemoMember {
  name: string;
  studentNumber: string;
  password: string;
}
export interface DemoOfficer {
  id: Id;
  name: string;
  mail: string;
  password: string;
}
export interface DemoShop {
  vendor: Id;
  name: string;
  place: string;
  staff: { name: string; role: 'cashier' | 'manager'; pin: string }[];
}
/** A pairing code that went no other way than to the page that asked, with the slip that names its key. */
export interface DemoSlip {
  code: Id;
  slip: Slip;
  officer: Id;
  signature: string;
}

/**
 * What stands in for old phones, old browsers and officers at hand when somebody signs in on a new browser. The
 * implementation and its keys live with whoever starts a demo campus; the server knows only this.
 */
export interface DemoStandIn {
  members: readonly DemoMember[];
  officers: readonly DemoOfficer[];
  shops: readonly DemoShop[];
  /** Who acts in the audit log. */
  officer: Id;
  /** The signatures of the two stand-in officers, who hold every office role. */
  sign(ledgerName: string, order: Order): SignedBy[];
  slipFor(ledgerName: string, vendor: Id, nowMs: number): DemoSlip;
}
