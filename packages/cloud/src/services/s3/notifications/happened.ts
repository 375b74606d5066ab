import type { EventName } from "./events.ts";

/** Something that a bucket tells of. */
export interface Happened {
  readonly event: EventName;
  readonly key: string;
  readonly sequencer: string;
  readonly versionId?: string | undefined;
  /** Absent for objects that are gone. */
  readonly bytes?: number;
  readonly etag?: string;
}
