import { addDays, amountMax, expireAfterDays, Refusal, type ResultOf, sumWon, won } from '@kumoh-pay/domain';
import { totalOf } from '../lots.ts';
import type { OrderRule } from '../order-context.ts';
import { addToSupply } from '../supply.ts';
import { takeBack } from '../take-back.ts';

/** Beyond anything that one account can hold: budgets are at most `amountMax`. */
const everything = won(amountMax);

/** What is left of a programme two days past its last day, of up to 25 accounts. Anyone may. */
export const expire: OrderRule<'expire'> = {
  async run(context) {
    const { state, order, signed, today } = context;
    const { programme: id, accounts } = order.body;
    signed.anyone();
    const programme = await state.get('programme', id);
    if (!programme) throw new Refusal('UNKNOWN_PROGRAMME');
    if (today < addDays(programme.lastDay, expireAfterDays)) throw new Refusal('PROGRAMME_RUNNING');
    const got: ResultOf<'expire'>['receivers'] = [];
    for (const account of accounts) {
      const lots = (await state.get('account', account))
        ? await takeBack(context, account, id, everything, 'expired')
        : [];
      got.push({ account, amount: totalOf(lots), lots });
    }
    await addToSupply(
      state,
      'expired',
      got.flatMap(({ lots }) => lots),
    );
    return { programme: id, amount: sumWon(got.map((one) => one.amount)), receivers: got };
  },
};
