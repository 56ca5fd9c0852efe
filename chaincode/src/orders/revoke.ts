import { partsOf, type ResultOf, revokePartSize, sumWon } from '@kumoh-pay/domain';
import { totalOf } from '../lots.ts';
import type { OrderRule } from '../order-context.ts';
import { addToSupply, requireSupply } from '../supply.ts';
import { takeBack } from '../take-back.ts';

/** Takes back what is unspent of one programme, up to each amount, in parts of 25 accounts; says what it got. Signed by an issuer and an approver. */
export const revoke: OrderRule<'revoke'> = {
  async run(context) {
    const { state, order, signed, part: number } = context;
    const { programme, receivers } = order.body;
    const part = number ?? 0;
    if (part === 0) signed.requireTwo('issuer', 'approver');
    await requireSupply(state, programme);
    const got: ResultOf<'revoke'>['receivers'] = [];
    for (const { account, amount } of receivers.slice(part * revokePartSize, (part + 1) * revokePartSize)) {
      const lots = (await state.get('account', account))
        ? await takeBack(context, account, programme, amount, 'revoked')
        : [];
      got.push({ account, amount: totalOf(lots), lots });
    }
    await addToSupply(
      state,
      'revoked',
      got.flatMap(({ lots }) => lots),
    );
    const amount = sumWon(got.map((one) => one.amount));
    return { programme, part, parts: partsOf('revoke', receivers.length), amount, receivers: got };
  },
};
