/** The database that the environment names, or null: then a private one is run. */
export function givenDatabase(): { databaseUrl: string; databaseOwnerUrl: string } | null {
  const databaseUrl = process.env['DATABASE_URL'] || null;
  return databaseUrl === null
    ? null
    : { databaseUrl, databaseOwnerUrl: process.env['DATABASE_OWNER_URL'] || databaseUrl };
}
