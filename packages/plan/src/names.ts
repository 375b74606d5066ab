/** The ledger's indexes: every run of a file, and every run of a status, both in order of time. */
export const fileIndex = "ledgerByFile";
export const statusIndex = "ledgerByStatus";

/** The environment of the function. Whoever deploys sets them, `handlers` reads them. */
export const environmentNames = {
  table: "MILLRACE_TABLE",
  hashKey: "MILLRACE_HASH_KEY",
} as const;
