/** Chromium's own question, kept until the member asks for it. */
interface InstallQuestion extends Event {
  prompt(): Promise<unknown>;
}
const isQuestion = (event: Event): event is InstallQuestion => 'prompt' in event;

/** Safari's home-screen apps have storage of their own: a key made in the browser would be lost to the app. */
const isAppleTouch = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

const isInstalled = (): boolean =>
  matchMedia('(display-mode: standalone)').matches ||
  ('standalone' in navigator && navigator.standalone === true);

class Install {
  #question = $state.raw<InstallQuestion | null>(null);

  constructor() {
    globalThis.addEventListener?.('beforeinstallprompt', (event) => {
      event.preventDefault();
      if (isQuestion(event)) this.#question = event;
    });
    globalThis.addEventListener?.('appinstalled', () => {
      this.#question = null;
    });
  }

  /** True when the browser would install the app now. */
  get offered(): boolean {
    return this.#question !== null;
  }

  /** True where signing up has to wait for the home screen. */
  get comesFirst(): boolean {
    return isAppleTouch() && !isInstalled();
  }

  async ask(): Promise<void> {
    const question = this.#question;
    this.#question = null;
    await question?.prompt();
  }
}

export const install = new Install();
