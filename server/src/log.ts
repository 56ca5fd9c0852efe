import { type Logger, pino } from 'pino';
import type { ServerConfig } from './server-config.ts';

/** Fields that must never stand in a line, wherever they hang. */
const secretFields = [
  'password',
  'newPassword',
  'code',
  'pin',
  'totp',
  'token',
  'secret',
  'attempt',
  'cookie',
  'authorization',
  'mail',
  'studentNumber',
  'student_number',
  'name',
  'letter',
];
/** Objects are logged up to three levels deep. */
const paths = secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `*.*.*.${field}`]);

/** Errors keep their kind, place and cause; the database's own errors carry values in message and sql, which are cut out. */
interface ErrorLine {
  type: string;
  message: string;
  errno?: number;
  stack: string;
  cause?: ErrorLine;
}

/** JSON lines. Secrets are redacted by field, and texts inside errors by `withoutValues`. */
export function openLog(to: ServerConfig['logTo'], level: ServerConfig['logLevel'] = 'info'): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths, censor: '[secret]' },
    serializers: { err: (error: unknown) => describeError(error) },
  };
  return to ? pino(options, to) : pino(options);
}

export function describeError(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error', stack: '' };
  const line: ErrorLine = {
    type: error.name,
    message: withoutValues(error.message),
    stack: (error.stack ?? '')
      .split('\n')
      .slice(1)
      .filter((text) => text.trimStart().startsWith('at '))
      .join('\n'),
  };
  if ('errno' in error && typeof error.errno === 'number') line.errno = error.errno;
  if (error.cause !== undefined && depth < 4) line.cause = describeError(error.cause, depth + 1);
  return line;
}

/** What stands in quotes came from somebody: a duplicate key's value, an input, an address. */
export const withoutValues = (text: string): string =>
  text
    .replaceAll(/'[^']*'|"[^"]*"|`[^`]*`/g, '[…]')
    .replaceAll(/[\w.+-]+@[\w.-]+/g, '[mail]')
    .replaceAll(/\d{6,}/g, '[number]');
