/** The parts of `mysql://account:password@host:port/database`. @throws a plain sentence without the password. */
export function parseDatabaseUrl(text: string): {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
} {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['mysql:', 'mariadb:'].includes(url.protocol) || url.pathname.length < 2) {
    throw new Error('The database address must look like mysql://account:password@host:3306/database.');
  }
  return {
    host: url.hostname,
    port: url.port === '' ? 3306 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
}
