import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Answer, takeAnswer } from './http-answers.ts';

/**
 * One HTTP connection of a browser. All requests are written at once, one behind the other, so that the server has all of
 * them under way together, as no client library would; answers come back in their order.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #head: string;
  readonly #waiting: ((answer: Answer | null) => void)[] = [];
  #came = Buffer.alloc(0);

  private constructor(socket: Socket, head: string) {
    this.#socket = socket;
    this.#head = head;
    socket.on('data', (bytes) => this.#take(bytes));
    // Reset by a killed server: nobody will hear anything, which `close` says.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      for (const lost of this.#waiting.splice(0)) lost(null);
    });
  }

  static async open(address: string, cookie: string): Promise<Connection> {
    const { port, host } = new URL(address);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    const head = `Host: ${host}\r\nContent-Type: application/json\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\n`;
    return new Connection(socket, head);
  }

  /** Null when the answer was lost: it may have happened, or not. */
  post(procedure: string, input: unknown): Promise<Answer | null> {
    const body = Buffer.from(JSON.stringify(input));
    const { promise, resolve } = Promise.withResolvers<Answer | null>();
    if (this.#socket.destroyed) return Promise.resolve(null);
    this.#waiting.push(resolve);
    this.#socket.write(
      `POST /trpc/${procedure} HTTP/1.1\r\n${this.#head}Content-Length: ${body.length}\r\n\r\n`,
    );
    this.#socket.write(body);
    return promise;
  }

  /** Breaks the connection: what was not read by now is lost. */
  break(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#came = Buffer.concat([this.#came, bytes]);
    for (let taken = takeAnswer(this.#came); taken; taken = takeAnswer(this.#came)) {
      this.#came = this.#came.subarray(taken.length);
      this.#waiting.shift()?.(taken.answer);
    }
  }
}
