export interface ExportTables {
  /** A search that is being written as CSV, piece by piece: a restart goes on after `last_key`. */
  export_job: {
    id: string;
    officer: string;
    /** What is searched and in which language, as JSON. */
    filter: string;
    state: 'running' | 'done' | 'failed';
    rows: number;
    chunks: number;
    /** `{sequence}.{account}.{kind}` of the last row written. */
    last_key: string | null;
    created_at: number;
  };
  export_chunk: { job: string; place: number; text: string };
}
