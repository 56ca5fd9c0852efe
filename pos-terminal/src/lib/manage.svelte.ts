import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { type ErrorCode, type Id, newId, type Result, won } from '@kumoh-pay/domain';
import { api } from './line.ts';

export type KeptItem = Awaited<ReturnType<typeof api.item.list.query>>[number];
export interface ItemDraft {
  id: Id;
  name: string;
  won: number | null;
  place: number;
  active: boolean;
  category: string;
  soldOut: boolean;
}
export interface StaffDraft {
  /** Null: somebody new. */
  id: Id | null;
  name: string;
  role: 'cashier' | 'manager';
  pin: string;
}

/** What a manager keeps of the shop: its tiles and its people. */
export class Manage {
  /** Null until they have been read. */
  items = $state.raw<readonly KeptItem[] | null>(null);
  readTrouble = $state.raw<ErrorCode | null>(null);
  trouble = $state.raw<ErrorCode | null>(null);
  busy = $state(false);

  async read(): Promise<void> {
    try {
      this.items = await api.item.list.query();
      this.readTrouble = null;
    } catch (error) {
      this.readTrouble = troubleOf(error);
    }
  }

  newItem(): ItemDraft {
    const place = Math.max(-1, ...(this.items ?? []).map((item) => item.place)) + 1;
    return { id: newId(), name: '', won: null, place, active: true, category: '', soldOut: false };
  }

  /** @param picture a JPEG in base64, null to take it away, undefined to leave it. @returns true when it is kept. */
  saveItem(draft: ItemDraft, picture: string | null | undefined): Promise<boolean> {
    return this.#work(async () => {
      const item = {
        ...draft,
        name: draft.name.trim(),
        category: draft.category.trim(),
        won: won(draft.won ?? 0),
      };
      const saved = await api.item.save.mutate(item);
      if (!saved.ok || picture === undefined) return saved;
      return api.item.savePicture.mutate({ id: draft.id, jpeg: picture });
    });
  }

  saveStaff({ id, name, role, pin }: StaffDraft): Promise<boolean> {
    return this.#work(() =>
      id === null
        ? api.staff.add.mutate({ name, role, pin })
        : api.staff.change.mutate({ staff: id, name, role, ...(pin !== '' && { pin }) }),
    );
  }

  leave(staff: Id): Promise<boolean> {
    return this.#work(() => api.staff.change.mutate({ staff, active: false }));
  }

  async #work(work: () => Promise<Result<unknown>>): Promise<boolean> {
    this.busy = true;
    this.trouble = null;
    try {
      const answer = await work();
      if (!answer.ok) this.trouble = answer.code;
      await this.read();
      return answer.ok;
    } catch (error) {
      this.trouble = troubleOf(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
