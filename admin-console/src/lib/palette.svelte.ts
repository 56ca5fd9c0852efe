import { words } from '@kumoh-pay/ui';
import { visit } from './address.ts';
import { api } from './line.ts';
import { names } from './names.svelte.ts';
import { officeName, officePlaces, places } from './places.ts';

interface Choice {
  id: string;
  label: string;
  detail: string;
  go: () => void | Promise<void>;
}
/** The second letter after `g`, in the order of the navigation: a letter of the English name that none before has taken. */
export const goLetters: Record<string, string> = {
  o: '/overview',
  p: '/programmes',
  m: '/members',
  v: '/vendors',
  t: '/transactions',
  s: '/settlements',
  a: '/approvals',
  d: '/disputes',
  f: '/officers',
  i: '/policy',
  e: '/settings',
  l: '/audit-log',
};
/** People come from the server; a pause in typing is a question. */
const askAfterMs = 150;
const peopleShown = 5;

/** ⌘K: any place, shop, programme or person, by a few letters. */
class Palette {
  open = $state(false);
  helpOpen = $state(false);
  text = $state('');
  chosen = $state(0);
  #people = $state.raw<Choice[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;
  search: (text: string) => Promise<void> = async () => undefined;

  show = (): void => {
    this.text = '';
    this.chosen = 0;
    this.#people = [];
    this.helpOpen = false;
    this.open = true;
    void names.load().catch(() => undefined);
  };

  get choices(): Choice[] {
    const wanted = this.text.trim().toLowerCase();
    const fits = ({ label, id }: Choice) => label.toLowerCase().includes(wanted) || id.includes(wanted);
    const all = [...placeChoices(), ...nameChoices()].filter(fits);
    if (wanted === '') return all.slice(0, placesCount);
    const { keys } = words().console.desk;
    const searching: Choice = {
      id: 'search',
      label: keys.searchFor(this.text.trim()),
      detail: '',
      go: () => this.search(this.text.trim()),
    };
    return [...all.slice(0, placesCount), ...this.#people, searching];
  }

  typed = (): void => {
    this.chosen = 0;
    clearTimeout(this.#timer);
    const asked = this.text.trim();
    if (asked === '') return;
    this.#timer = setTimeout(() => void this.#findPeople(asked), askAfterMs);
  };

  async #findPeople(asked: string): Promise<void> {
    const found = await api.member.search.query({ words: asked }).catch(() => []);
    if (asked !== this.text.trim()) return;
    this.#people = found.slice(0, peopleShown).map(({ id, name, studentNumber }) => ({
      id: `member ${id}`,
      label: name,
      detail: studentNumber,
      go: () => visit(`/members/${id}`),
    }));
  }

  move = (by: number): void => {
    const count = this.choices.length;
    if (count > 0) this.chosen = (this.chosen + by + count) % count;
  };
  take = (choice = this.choices[this.chosen]): void => {
    this.open = false;
    void choice?.go();
  };
}

const placesCount = places.length + officePlaces.length;
const placeChoices = (): Choice[] => [
  ...places.map(({ name }) => ({
    id: name,
    label: words().console.places[name],
    detail: '',
    go: () => visit(`/${name}`),
  })),
  ...officePlaces.map(({ name, address }) => ({
    id: name.toLowerCase(),
    label: officeName(name),
    detail: '',
    go: () => visit(address),
  })),
];
const nameChoices = (): Choice[] => [
  ...names.vendors.map(({ id, name }) => ({
    id: `vendor ${id}`,
    label: name,
    detail: words().console.places.vendors,
    go: () => visit(`/vendors/${id}`),
  })),
  ...names.programmes.map(({ id, name }) => ({
    id: `programme ${id}`,
    label: name,
    detail: words().console.places.programmes,
    go: () => visit(`/programmes/${id}`),
  })),
];

export const palette = new Palette();
