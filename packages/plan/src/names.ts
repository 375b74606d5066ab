/** The ledger's indexes: every run of a file, and every run of a status, both in order of time. */
export const fileIndex = "ledgerByFile";
export const statusIndex = "ledgerByStatus";

/** The environment of the functions. Whoever deploys sets them, `handlers` reads them. */
export const environmentNames = {
  /** The name of the single table. */
  table: "MILLRACE_TABLE",
  /** The bucket to which files are sent; the definition's where there is none. */
  bucket: "MILLRACE_BUCKET",
  /** The ARN of a secret of Secrets Manager whose text is the key; `hashKey`, the key itself, where there is none. */
  hashKeySecret: "MILLRACE_HASH_KEY_SECRET",
  hashKey: "MILLRACE_HASH_KEY",
  /** The name of the table of tokens. */
  vault: "MILLRACE_VAULT",
  /** The ARN of the topic that is told of every file. */
  topic: "MILLRACE_TOPIC",
  /** The ARN of the workflow for large files. */
  stateMachine: "MILLRACE_STATE_MACHINE",
  /** Where in the source's bucket the functions of one run leave things for each other: `scratch/<pipeline>/`. */
  scratch: "MILLRACE_SCRATCH",
  /** The ARN of a secret with `username` and `password`, as RDS keeps them. */
  databaseSecret: "MILLRACE_DATABASE_SECRET",
  databaseHost: "MILLRACE_DATABASE_HOST",
  databasePort: "MILLRACE_DATABASE_PORT",
  databaseName: "MILLRACE_DATABASE_NAME",
  /** The branch of `parallel` that a `branch` function runs; what its input names unless set. */
  branch: "MILLRACE_BRANCH",
  /** The name of the table with an item for each file. */
  filesTable: "MILLRACE_FILES_TABLE",
} as const;

/** The functions of a pipeline: the same bundle, another export of it as the handler. What each takes and answers stands in `handlers`. */
export const handlerNames = ["file", "plan", "branch", "consolidate", "decide", "finish", "upload", "sweep"] as const;

export type HandlerName = (typeof handlerNames)[number];
