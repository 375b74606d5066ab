import type { Reader } from "../reader.ts";

export interface Source {
  /** The name of the bucket; the pipeline makes it. */
  readonly bucket: string;
  /** Only objects whose key begins with this are files of the pipeline; the rejects go elsewhere in the same bucket. */
  readonly prefix: string;
  /** The formats that partners may send; which one a file has is found out from its content, then from its name. */
  readonly formats: Readonly<Record<string, Reader>>;
  /** Who sent a file, from its key; it stands in the ledger and in `context.file.partner`. */
  readonly partnerFrom?: (name: string) => string | undefined;
  /**
   * How the bucket tells of a new file: by its own notification, straight to the function, or over EventBridge, which a rule
   * hands to the function or to the workflow. `notification` unless told otherwise.
   */
  readonly events?: "notification" | "eventbridge";
  /** Gives the pipeline an API that hands out presigned URLs, so that who sends a file needs no AWS credentials. */
  readonly upload?: Upload;
}

export interface Upload {
  /** Larger files are refused before a URL is made; 5 GiB unless told otherwise, what S3 takes in one request. */
  readonly maxBytes?: number;
  /** How long a URL is good for; 900 unless told otherwise. */
  readonly expiresSeconds?: number;
  /** The content types that may be sent, such as `text/csv`; any unless told otherwise. */
  readonly types?: readonly string[];
}

/**
 * What to do where a file departs from the schema: `freeze` fails the file, `quarantine` rejects the record, `discard` leaves the
 * member out, `evolve` lets it pass. Whatever is chosen, what was found is in the run's report.
 */
export type ContractMode = "freeze" | "evolve" | "discard" | "quarantine";

export interface Contract {
  /** For columns or members that the schema does not know; `evolve` unless told otherwise. */
  readonly columns?: ContractMode;
  /** For values of another type than the schema's; `quarantine` unless told otherwise. */
  readonly types?: ContractMode;
}

/**
 * When a file has more rejected records than either limit allows, nothing of it is published. In a workflow with several branches either
 * limit costs a function more for each piece of the file, which looks what `consolidate` rejects before anything is stored.
 */
export interface Quarantine {
  /** Rejected records; any number unless told otherwise. */
  readonly maxErrors?: number;
  /** Rejected records divided by all records, 0 to 1. */
  readonly maxErrorRate?: number;
  /** The file fails, and nothing of it is stored. */
  readonly onExceed?: "fail-file";
}

export interface Rejects {
  /** Where in the bucket the rejected records of each file are written; `rejects/` unless told otherwise. */
  readonly prefix?: string;
  /** Whether a rejected record keeps its personal values as they are; masked unless told otherwise. */
  readonly raw?: "masked" | "whole";
}

export interface Retain {
  /** Days after which the ledger forgets a file; for ever unless told otherwise. */
  readonly ledgerDays?: number;
  /** Days after which the files of rejects are deleted; never unless told otherwise. */
  readonly rejectsDays?: number;
  /** Days for which the logs are kept; 30 unless told otherwise. */
  readonly auditDays?: number;
}

/** Names of queues, by what became of a file; each queue hears of it through the topic `<pipeline>-files`, filtered by `status`. */
export interface Notify {
  /** The file was read to its end and its rows are stored. */
  readonly completed?: readonly string[];
  /** The file was completed, but some of its records were rejected. */
  readonly rejected?: readonly string[];
  /** Nothing of the file was published. */
  readonly failed?: readonly string[];
}

export interface Alarms {
  /** Failed invocations divided by all, 0 to 1. */
  readonly errorRate?: number;
  /** Rings when no file has been completed for so long. */
  readonly freshnessHours?: number;
  /** Who is told, after they have confirmed the subscription. */
  readonly email?: string;
}

/** Aurora serverless capacity units; only where a sink is `postgres`. */
export interface Database {
  /** 0.5 unless told otherwise. */
  readonly minCapacity?: number;
  /** 4 unless told otherwise. */
  readonly maxCapacity?: number;
}

export interface RunSettings {
  /** `auto` takes one function for a small file and the workflow for a large one. */
  readonly mode?: "auto" | "function" | "workflow";
  /** From this size on a file is large; 64 MiB unless told otherwise. */
  readonly largeFileBytes?: number;
  /** The size of the pieces in which the workflow reads a file; 32 MiB unless told otherwise. */
  readonly chunkBytes?: number;
  /** So many pieces at a time; 8 unless told otherwise. */
  readonly concurrency?: number;
  /** Of each function; 1,024 unless told otherwise. */
  readonly memoryMb?: number;
  /** Of each function; 900 unless told otherwise. */
  readonly timeoutSeconds?: number;
}

/** What the pipeline keeps so that protected values can be had back by who may. */
export interface Protect {
  /** Whether `tokenise` is used: its tokens and the values behind them, encrypted, stand in the table `<pipeline>-vault`. */
  readonly vault?: boolean;
}

const mebibyte = 1024 * 1024;

export const uploadDefaults: Required<Upload> = {
  maxBytes: 5 * 1024 * mebibyte,
  expiresSeconds: 900,
  types: [],
};

export const contractDefaults: Required<Contract> = { columns: "evolve", types: "quarantine" };

export const quarantineDefaults: Required<Quarantine> = {
  maxErrors: Number.POSITIVE_INFINITY,
  maxErrorRate: 1,
  onExceed: "fail-file",
};

export const rejectsDefaults: Required<Rejects> = { prefix: "rejects/", raw: "masked" };

export const retainDefaults = { auditDays: 30 } as const;

export const notifyDefaults: Required<Notify> = { completed: [], rejected: [], failed: [] };

export const databaseDefaults: Required<Database> = { minCapacity: 0.5, maxCapacity: 4 };

/** The memory is what reading at full speed takes, the time what Lambda gives at most: a chunk needs seconds of it. */
export const runDefaults: Required<RunSettings> = {
  mode: "auto",
  largeFileBytes: 64 * mebibyte,
  chunkBytes: 32 * mebibyte,
  concurrency: 8,
  memoryMb: 1024,
  timeoutSeconds: 900,
};
