import { keyFromCode } from '@kumoh-pay/device/recovery-code.ts';
import { newId, type Order, slipBytes, slipLifetimeMs } from '@kumoh-pay/domain';
import type { DemoStandIn } from '@kumoh-pay/server';
import type { DemoCampus } from './campus.ts';
import { demoPassword, demoPins } from './people.ts';

/** The stand-in of this campus: its keys lie in the data folder and sign in the place of people who are not there. */
export function standInFor(campus: DemoCampus): DemoStandIn {
  const [first] = campus.standIns;
  if (!first) throw new Error('a demo campus has stand-ins');
  return {
    members: campus.members.map(({ name, studentNumber }) => ({
      name,
      studentNumber,
      password: demoPassword,
    })),
    officers: campus.officers.map(({ id, name, mail }) => ({ id, name, mail, password: demoPassword })),
    shops: campus.shops.map(({ vendor, name, place, manager, cashiers }) => ({
      vendor,
      name,
      place,
      staff: [
        { name: manager, role: 'manager', pin: demoPins.manager },
        ...cashiers.map((cashier) => ({ name: cashier, role: 'cashier' as const, pin: demoPins.cashier })),
      ],
    })),
    officer: first.id,
    sign: (ledgerName: string, order: Order) =>
      campus.standIns.map(({ hand, id }) => hand.signOrder(ledgerName, order, 'officer', id)),
    slipFor(ledgerName, vendor, nowMs) {
      const code = newId();
      const pairingKey = keyFromCode(code, 'pairing').publicKey;
      const slip = { terminal: newId(), vendor, pairingKey, expires: nowMs + slipLifetimeMs };
      return { code, slip, officer: first.id, signature: first.hand.signText(slipBytes(ledgerName, slip)) };
    },
  };
}
