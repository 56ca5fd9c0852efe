export { type Mail, type MailCatcher, type MailCatcherOptions, startMailCatcher } from './mail-catcher.ts';
export { type Mariadb, type MariadbOptions, startMariadb } from './mariadb.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
