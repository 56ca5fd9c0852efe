export interface LimitTables {
  allowance: { name: Buffer; full_at: number };
  failed_tries: { name: Buffer; tries: number; wait_until: number };
}
