import { signedOrderSchema } from '@kumoh-pay/domain';
import { pino } from 'pino';
import { z } from 'zod';
import { Hand } from '../../../chaincode/test/hand.ts';
import { openDatabase } from '../db/index.ts';
import { openMoney } from './open-money.ts';

/** A server that dies by SIGKILL at a named line of its log, exactly there: run by the crash tests, as a process of its own. */
const wishSchema = z.strictObject({
  databaseUrl: z.string(),
  directory: z.string(),
  enroller: z.strictObject({ id: z.string(), pem: z.string() }),
  dieAt: z.string(),
  /** Which writing of that line is the last. */
  time: z.int().min(1),
  orders: z.array(signedOrderSchema),
});
const wish = wishSchema.parse(JSON.parse(process.argv[2] ?? ''));
let timesLeft = Number.POSITIVE_INFINITY;
const log = pino(
  { level: 'debug' },
  {
    write: (line) => {
      if (z.object({ msg: z.string().optional() }).parse(JSON.parse(line)).msg !== wish.dieAt) return;
      timesLeft -= 1;
      if (timesLeft === 0) process.kill(process.pid, 'SIGKILL');
    },
  },
);
const hand = Hand.fromPem(wish.enroller.pem);
const money = await openMoney({
  db: openDatabase(wish.databaseUrl),
  ledgerConfig: { kind: 'embedded', directory: wish.directory },
  signAsEnroller: async (ledger, order) => ({
    order,
    signatures: [hand.signOrder(ledger, order, 'officer', wish.enroller.id)],
  }),
  now: Date.now,
  log,
});
timesLeft = wish.time;
await Promise.all(wish.orders.map((order) => money.submitInParts(order)));
await money.indexed(5_000);
// Only reached when the named line was never written: the parent takes it for a failed test.
process.exit(7);
