/** An event of an execution, as GetExecutionHistory returns it. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId?: number;
  readonly timestamp: string;
  readonly type: string;
  readonly [details: string]: unknown;
}

/** One time that a state was entered. */
export interface Visit {
  readonly name: string;
  readonly type: string;
  readonly enteredAt: number;
  readonly input: string | undefined;
  status: "running" | "succeeded" | "failed" | "caught" | "aborted";
  leftAt?: number;
  output?: string;
  error?: string;
  cause?: string;
  /** How often it was tried, beyond the first time. */
  retries: number;
}

interface Details {
  readonly name?: string;
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** What states went through, in the order in which they were entered. */
export function readVisits(events: readonly HistoryEvent[]): Visit[] {
  const visits: Visit[] = [];
  const byEvent = new Map<number, Visit>();
  const previous = new Map<number, number>();
  for (const event of events) {
    previous.set(event.id, event.previousEventId ?? 0);
    if (event.type.endsWith("StateEntered")) {
      const visit = entered(event);
      visits.push(visit);
      byEvent.set(event.id, visit);
      continue;
    }
    const owner = ownerOf(event, byEvent, previous);
    if (owner !== undefined) note(owner, event);
  }
  const end = events.find(({ type }) => /^Execution(Failed|TimedOut|Aborted)$/.test(type));
  for (const visit of visits) if (end !== undefined && visit.status === "running") visit.status = "aborted";
  return visits;
}

const entered = (event: HistoryEvent): Visit => {
  const { name = "", input } = detailsOf(event);
  const type = event.type.replace("StateEntered", "");
  return { name, type, input, enteredAt: Date.parse(event.timestamp), status: "running", retries: 0 };
};

/** The visit that an event belongs to: the nearest before it, of an exit the nearest of the same name. */
function ownerOf(
  event: HistoryEvent,
  byEvent: ReadonlyMap<number, Visit>,
  previous: ReadonlyMap<number, number>,
): Visit | undefined {
  const wanted = event.type.endsWith("StateExited") ? detailsOf(event).name : undefined;
  for (let id = event.previousEventId ?? 0; id !== 0; id = previous.get(id) ?? 0) {
    const visit = byEvent.get(id);
    if (visit !== undefined && (wanted === undefined || visit.name === wanted)) return visit;
  }
  return undefined;
}

function note(visit: Visit, event: HistoryEvent): void {
  const details = detailsOf(event);
  if (event.type.endsWith("StateExited")) {
    visit.status = visit.status === "failed" ? "caught" : "succeeded";
    visit.leftAt = Date.parse(event.timestamp);
    if (details.output !== undefined) visit.output = details.output;
    return;
  }
  if (/Scheduled$/.test(event.type)) {
    if (visit.status === "failed") visit.retries++;
    visit.status = "running";
  }
  if (!/(Failed|TimedOut)$/.test(event.type)) return;
  visit.status = "failed";
  visit.leftAt = Date.parse(event.timestamp);
  if (details.error !== undefined) visit.error = details.error;
  if (details.cause !== undefined) visit.cause = details.cause;
}

/** Every event has one member with details, named after its type. */
function detailsOf(event: HistoryEvent): Details {
  const found = Object.entries(event).find(([name]) => name.endsWith("EventDetails"));
  return (found?.[1] ?? {}) as Details;
}
