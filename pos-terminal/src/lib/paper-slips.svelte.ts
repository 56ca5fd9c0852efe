import { isServersNo, troubleOf } from '@kumoh-pay/device/trouble.ts';
import {
  type ErrorCode,
  hourMs,
  minuteMs,
  newId,
  paperSlipLifetimeMs,
  seoulDay,
  seoulDayStart,
} from '@kumoh-pay/domain';
import { api, clock, withinReason } from './line.ts';
import { type Seat, signRequest, signVoid } from './sign.ts';

export type PaperSlipLine = Awaited<ReturnType<typeof api.paperSlip.list.query>>[number];
type Entry = Parameters<typeof api.paperSlip.enter.mutate>[0];

/** One pad: a page of A4 on both sides, or a metre of a roll. */
const padSlips = 20;

/** What was written on paper while nothing else worked: entered here, and paid with the member's word on the phone. */
export class PaperSlips {
  list = $state.raw<readonly PaperSlipLine[] | null>(null);
  /** What nobody has paid yet, in won. */
  open = $derived((this.list ?? []).filter(({ state }) => state !== 'paid'));
  owed = $derived(this.open.reduce((sum, { amount }) => sum + amount, 0));
  number = $state('');
  amount = $state<number | null>(null);
  studentNumber = $state('');
  /** `13:05`; of today, or of yesterday where that is still to come. */
  time = $state('');
  busy = $state(false);
  trouble = $state.raw<ErrorCode | null>(null);
  /** Why the list is not there, or is not of now. */
  listTrouble = $state.raw<ErrorCode | null>(null);
  /** The slip that was entered last, for the cashier's eye: is this the name on the paper? */
  entered = $state.raw<{ number: number; payer: string } | null>(null);
  /** The numbers of the pad that is about to be printed. */
  pad = $state.raw<readonly number[]>([]);
  ready = $derived(
    /^\d{1,6}$/.test(this.number) &&
      Number(this.number) > 0 &&
      this.amount !== null &&
      this.amount > 0 &&
      /^\d{4,20}$/.test(this.studentNumber) &&
      this.time !== '',
  );
  readonly #seat: Seat;
  /** Sent, and the answer was lost: the same again and no second one. */
  #sent: { asked: string; entry: Entry } | null = null;

  constructor(seat: Seat) {
    this.#seat = seat;
  }

  async read(): Promise<void> {
    try {
      this.list = await api.paperSlip.list.query();
      this.listTrouble = null;
    } catch (error) {
      this.listTrouble = troubleOf(error);
    }
  }

  enter = (): Promise<void> =>
    this.#work(async () => {
      if (!this.ready) return null;
      const entry = await this.#entry();
      const answer = await api.paperSlip.enter.mutate(entry, withinReason());
      this.#sent = null;
      if (!answer.ok) return answer.code;
      this.entered = { number: entry.number, payer: answer.value.payer };
      // The pile goes on: the next number is the likeliest, at about the same time.
      this.number = String(entry.number + 1);
      this.amount = null;
      this.studentNumber = '';
      await this.read();
      return null;
    });

  withdraw = ({ charge }: PaperSlipLine): Promise<void> =>
    this.#work(async () => {
      const signed = await signVoid(this.#seat, 'pay', charge);
      const answer = await api.paperSlip.withdraw.mutate({ signed }, withinReason());
      await this.read();
      return answer.ok ? null : answer.code;
    });

  /** Numbers of its own for each slip of a pad. @returns true when it may be printed. */
  async newPad(): Promise<boolean> {
    await this.#work(async () => {
      const { last } = await api.paperSlip.print.mutate({ count: padSlips });
      const first = last - padSlips + 1;
      this.pad = Array.from({ length: padSlips }, (_, place) => first + place);
      return null;
    });
    return this.trouble === null;
  }

  async #entry(): Promise<Entry> {
    const { number, studentNumber, time } = this;
    const amount = this.amount ?? 0;
    const asked = JSON.stringify([number, studentNumber, time, amount]);
    if (this.#sent?.asked === asked) return this.#sent.entry;
    const nowMs = clock.nowMs();
    const endsAt = Math.floor((nowMs + paperSlipLifetimeMs) / 1_000);
    const request = await signRequest(this.#seat, newId(), amount, endsAt);
    const entry = { number: Number(number), studentNumber, writtenAt: writtenAt(time, nowMs), request };
    this.#sent = { asked, entry };
    return entry;
  }

  async #work(work: () => Promise<ErrorCode | null>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = null;
    try {
      this.trouble = await work();
    } catch (error) {
      if (isServersNo(error)) this.#sent = null;
      this.trouble = troubleOf(error);
    } finally {
      this.busy = false;
    }
  }
}

/** Unix milliseconds of a clock time of this Seoul day; one that is still to come was yesterday's. */
function writtenAt(time: string, nowMs: number): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const today = seoulDayStart(seoulDay(nowMs)) + hours * hourMs + minutes * minuteMs;
  return today > nowMs ? today - 24 * hourMs : today;
}
