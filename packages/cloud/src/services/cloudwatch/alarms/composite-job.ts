import type { Jobs } from "../../../kernel/jobs.ts";

export const compositeJob = "composites";

export interface Changed {
  /** The alarm whose state has changed, or the composite one that is new. */
  readonly alarm: string;
  readonly isNew: boolean;
}

/** Has the composite alarms looked at that an alarm is part of, or a new one itself. */
export function queueComposites(jobs: Jobs, alarm: string, isNew = false): void {
  jobs.add(compositeJob, { alarm, isNew } satisfies Changed);
}
