import { won } from '@kumoh-pay/domain';
import { z } from 'zod';
import { keep } from './kept.ts';
import { api } from './line.ts';
import type { Stage } from './stage.ts';

type State = Parameters<typeof api.display.show.mutate>[0]['state'];

const linked = keep('display', z.string());

/** The cashier's end of a customer display: any phone that was shown the link follows this sale. */
export class Display {
  token = $state<string | null>(linked.read());

  async link(): Promise<void> {
    const answer = await api.display.link.mutate();
    if (answer.ok) this.#keep(answer.value.token);
  }

  async unlink(): Promise<void> {
    this.#keep(null);
    await api.display.unlink.mutate();
  }

  /** The newest state counts; one that does not arrive is followed by the next. */
  show(stage: Stage): void {
    const { token } = this;
    if (token === null) return;
    api.display.show.mutate({ token, state: stateOf(stage) }).catch(() => undefined);
  }

  address(origin: string): string {
    return `${origin}/display#${this.token}`;
  }

  #keep(token: string | null): void {
    this.token = token;
    linked.write(token);
  }
}

function stateOf(stage: Stage): State {
  switch (stage.is) {
    case 'typing':
      return { is: 'wait' };
    case 'armed':
      return { is: 'show', amount: won(stage.amount) };
    case 'request':
      return { is: 'request', amount: won(stage.amount), digits: stage.digits };
    case 'paid':
      return { is: 'paid', amount: won(stage.amount), payer: stage.payer };
    case 'charging':
      return { is: 'charging', amount: won(stage.amount) };
    case 'unknown':
    case 'taken':
      return { is: 'unknown', amount: won(stage.amount) };
    default:
      return { is: 'refused', amount: won(stage.amount) };
  }
}
