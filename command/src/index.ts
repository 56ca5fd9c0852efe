export { type Mariadb, type MariadbOptions, startMariadb } from './mariadb.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
