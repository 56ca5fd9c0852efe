import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode } from '@kumoh-pay/domain';
import type { DayLine } from './closing.svelte.ts';
import { api } from './line.ts';

export type Report = Extract<Awaited<ReturnType<typeof api.day.report.query>>, { ok: true }>['value'];

/** The vendor's earlier days, newest first, and one day's report. */
export class Days {
  list = $state.raw<readonly DayLine[] | null>(null);
  more = $state(false);
  report = $state.raw<Report | null>(null);
  trouble = $state.raw<ErrorCode | null>(null);

  async read(): Promise<void> {
    await this.#work(async () => {
      const { days, more } = await api.day.list.query({});
      this.list = days;
      this.more = more;
      if (this.report) await this.open(this.report.day);
    });
  }

  async readMore(): Promise<void> {
    const before = this.list?.at(-1)?.day;
    if (before === undefined) return;
    await this.#work(async () => {
      const { days, more } = await api.day.list.query({ before });
      this.list = [...(this.list ?? []), ...days];
      this.more = more;
    });
  }

  async open(day: number): Promise<void> {
    await this.#work(async () => {
      const answer = await api.day.report.query({ day });
      if (answer.ok) this.report = answer.value;
      else this.trouble = answer.code;
    });
  }

  /** The report as a file, kept where this browser keeps what it loads down. */
  async savePdf(day: number): Promise<void> {
    await this.#work(async () => {
      const answer = await api.day.reportPdf.query({ day });
      if (answer.ok) saveFile(answer.value);
      else this.trouble = answer.code;
    });
  }

  close(): void {
    this.report = null;
  }

  async #work(work: () => Promise<void>): Promise<void> {
    this.trouble = null;
    try {
      await work();
    } catch (error) {
      this.trouble = troubleOf(error);
    }
  }
}

function saveFile({ name, base64 }: { name: string; base64: string }): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
