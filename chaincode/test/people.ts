import { type Id, newId } from '@kumoh-pay/domain';
import { Hand, type Signing } from './hand.ts';

export interface Person {
  id: Id;
  hand: Hand;
  recovery: Hand;
}
export interface PairedTerminal extends Person {
  vendor: Id;
}

export const person = (): Person => ({ id: newId(), hand: new Hand(), recovery: new Hand() });
export const officerSigns = ({ id, hand }: Person): Signing => ({ hand, role: 'officer', id });
export const accountSigns = ({ id, hand }: Person): Signing => ({ hand, role: 'account', id });
export const terminalSigns = ({ id, hand }: Person): Signing => ({ hand, role: 'terminal', id });
