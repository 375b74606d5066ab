import { environmentNames } from "@millrace/plan";
import { HandlerError } from "./handler-error.ts";

/** Everything the handlers read from the environment. */
export interface Config {
  readonly table: string;
  readonly hashKey: string | undefined;
  /** A claim that is not renewed for this long is given up: longer than any pause of a living function. */
  readonly leaseMs: number;
  /** AWS starts a function three times for one event: once, and twice again. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
  readonly attemptsMax: number;
  /** A file of more rows or more bytes is read twice: once to check it, once to store it. */
  readonly heldRowsMax: number;
  readonly heldBytesMax: number;
  readonly requestsInFlightMax: number;
  /** So many rejects of a file are items of the ledger; all of them are in the files of rejects. */
  readonly ledgerRejectsMax: number;
}

export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const table = environment[environmentNames.table];
  if (table === undefined || table === "") {
    throw new HandlerError("missing-config", `Cannot start: expected ${environmentNames.table} to name the table`);
  }
  return Object.freeze({
    table,
    hashKey: environment[environmentNames.hashKey],
    leaseMs: 60_000,
    attemptsMax: 3,
    heldRowsMax: 10_000,
    heldBytesMax: 16 * 1024 * 1024,
    requestsInFlightMax: 32,
    ledgerRejectsMax: 1_000,
  });
}

// biome-ignore lint/style/noProcessEnv: this is the one file of the room that reads the environment.
export const processConfig = (): Config => readConfig(process.env);
