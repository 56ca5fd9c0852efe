export type ToastKind = 'plain' | 'paid' | 'refused' | 'unknown';

export interface Toast {
  id: number;
  text: string;
  kind: ToastKind;
}

/** Long enough to read two lines; what must not be missed is no toast but a banner or a screen. */
const toastShownMs = 5_000;
/** More at once would cover the page; the oldest goes. */
const toastsMax = 3;

class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #lastId = 0;

  show(text: string, kind: ToastKind = 'plain'): void {
    this.#lastId += 1;
    const id = this.#lastId;
    this.list = [...this.list, { id, text, kind }].slice(-toastsMax);
    setTimeout(() => this.dismiss(id), toastShownMs);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
