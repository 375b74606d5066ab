import type { Clock, Ids, Log } from "@millrace/core";
import type { Models } from "@millrace/wire";
import type { Door } from "./door.ts";
import type { Outgoing } from "./outgoing.ts";

/** What every request is served with. */
export interface Setting {
  readonly door: Door;
  readonly models: Models;
  /** The cloud's time, which can be moved. */
  readonly clock: Clock;
  /** Real time, which clients sign with. */
  readonly wall: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly bodyBytesMax: number;
  readonly outgoing: Outgoing;
  /** Where the gateway listens, `127.0.0.1:4566`; for requests that name no host. */
  address: string;
}
