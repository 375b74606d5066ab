import { call, callAll } from "../../cloud/call.ts";
import { type HistoryEvent, readVisits, type Visit } from "./history.ts";

export interface Described {
  readonly name: string;
  readonly status: string;
  readonly startDate: string;
  readonly stopDate?: string;
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly redriveStatus?: string;
  readonly redriveCount?: number;
}

export interface ReadExecution {
  readonly execution: Described;
  readonly definition: string;
  readonly visits: readonly Visit[];
  /** What the executions that distributed maps have started went through: of many, the first. */
  readonly innerVisits: readonly Visit[];
}

const eventsPerPage = 1000;
/** As many as an execution can have. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const pagesMax = 25;
const childrenMax = 25;

export async function readExecution(executionArn: string): Promise<ReadExecution> {
  const [execution, { definition }, events, innerVisits] = await Promise.all([
    call<Described>("states", "DescribeExecution", { executionArn }),
    call<{ definition: string }>("states", "DescribeStateMachineForExecution", { executionArn }),
    readHistory(executionArn),
    readInnerVisits(executionArn),
  ]);
  return { execution, definition, visits: readVisits(events), innerVisits };
}

const readHistory = (executionArn: string): Promise<HistoryEvent[]> =>
  callAll(async (nextToken) => {
    const answer = await call<{ events: HistoryEvent[]; nextToken?: string }>("states", "GetExecutionHistory", {
      executionArn,
      maxResults: eventsPerPage,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    return { items: answer.events, next: answer.nextToken };
  }, pagesMax);

/** A distributed map runs its items as executions of their own. */
async function readInnerVisits(executionArn: string): Promise<Visit[]> {
  const { mapRuns } = await call<{ mapRuns: { mapRunArn: string }[] }>("states", "ListMapRuns", { executionArn });
  const children = await Promise.all(
    mapRuns.map(({ mapRunArn }) =>
      call<{ executions: { executionArn: string }[] }>("states", "ListExecutions", {
        mapRunArn,
        maxResults: childrenMax,
      }),
    ),
  );
  const histories = await Promise.all(
    children.flatMap(({ executions }) => executions).map((child) => readHistory(child.executionArn)),
  );
  return histories.flatMap(readVisits);
}
