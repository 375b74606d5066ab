import type { HistoryEventType } from "@aws-sdk/client-sfn";

/** One event of an execution as it is kept: details without their member's name, which follows from the type. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousId: number;
  readonly type: HistoryEventType;
  readonly at: number;
  readonly details?: EventDetails | undefined;
}

export type EventDetails = Readonly<Record<string, unknown>>;

/** The member of an event in the API that its details stand in. */
export function detailsName(type: HistoryEventType): string {
  if (type.endsWith("StateEntered")) return "stateEnteredEventDetails";
  if (type.endsWith("StateExited")) return "stateExitedEventDetails";
  return `${type.slice(0, 1).toLowerCase()}${type.slice(1)}EventDetails`;
}

/** Members of details that hold data of the execution, and the members that say whether they are whole. */
const data = ["input", "output", "assignedVariables"] as const;

/** An event as the API answers it. */
export function eventOutput(event: HistoryEvent, includesData: boolean): Record<string, unknown> {
  const { id, previousId, type, at, details } = event;
  const shown: Record<string, unknown> = { timestamp: new Date(at), type, id, previousEventId: previousId };
  if (details === undefined) return shown;
  const members: Record<string, unknown> = { ...details };
  for (const name of data) {
    if (members[name] === undefined) continue;
    members[`${name}Details`] = { truncated: false };
    if (!includesData) delete members[name];
  }
  shown[detailsName(type)] = members;
  return shown;
}
