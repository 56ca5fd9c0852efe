import { Scanner, type ScannerState } from '@kumoh-pay/device/scanner/scanner.ts';
import { readScanned, type Scanned } from '@kumoh-pay/domain';
import { requestInHand } from './request.svelte.ts';

export type Found = Extract<Scanned, { is: 'receive' | 'request' }>;

/** How long "this is no code of ours" stays: long enough to read, and gone before the next try. */
const saidMs = 3_000;

/** One camera for receive codes and requests; whatever else it sees is said in a line, and it goes on looking. */
export class Scan {
  camera = $state<ScannerState>('starting');
  found = $state.raw<Found | null>(null);
  notOurs = $state<'foreign' | 'newer' | 'payCode' | null>(null);
  readonly #walletAddress: string;
  #scanner: Scanner | undefined;
  #saying: ReturnType<typeof setTimeout> | undefined;

  /** @param walletAddress what receive codes of this system begin with. */
  constructor(walletAddress: string) {
    this.#walletAddress = walletAddress;
  }

  /** Looks through the video until the returned function is called. */
  look(video: HTMLVideoElement): () => void {
    this.#scanner = new Scanner({
      video,
      facing: 'environment',
      onCode: (text) => this.read(text),
      onState: (state) => {
        this.camera = state;
      },
    });
    return () => {
      clearTimeout(this.#saying);
      this.#scanner?.close();
    };
  }

  reopen(): void {
    void this.#scanner?.reopen();
  }

  read(text: string): void {
    if (this.found) return;
    const scanned = readScanned(text, this.#walletAddress);
    if (scanned.is === 'receive' || scanned.is === 'request') {
      if (scanned.is === 'request') requestInHand.digits = scanned.digits;
      this.found = scanned;
      return;
    }
    this.notOurs = scanned.is === 'pay' ? 'payCode' : scanned.is;
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => {
      this.notOurs = null;
    }, saidMs);
  }
}
