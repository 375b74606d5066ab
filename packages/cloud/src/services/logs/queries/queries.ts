import type { Access, Scope } from "../../../kernel/operation.ts";
import { invalidParameter, malformedQuery, notFound } from "../errors.ts";
import { readQuery, rowsMax } from "../insights/query.ts";
import { recordOf } from "../insights/record.ts";
import { QueryError, textOf } from "../insights/values.ts";
import { groupResource, readGroupName } from "../model.ts";
import type { LogsOperation, Shapes } from "../shapes.ts";
import type { LogsStore } from "../store.ts";
import type { StoredQuery } from "../stored/settings.ts";
import { readPointer } from "./pointer.ts";
import { queryJob } from "./query-job.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const groupsMax = 50;
const keptForMs = 7 * 24 * 60 * 60 * 1000;
/** Queries whose results are kept, so that they do not fill the disk. */
const queriesMax = 1000;

type StartInput = Shapes["StartQuery"]["input"];

const namesOf = (input: StartInput): string[] =>
  [input.logGroupName ?? [], input.logGroupNames ?? [], input.logGroupIdentifiers ?? []]
    .flat()
    .map((name) => readGroupName(undefined, name));

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
export const startQuery: LogsOperation<"StartQuery"> = {
  access: (input, scope) =>
    namesOf(input).map((name) => ({ action: "logs:StartQuery", resource: groupResource(scope, name) })),

  run({ store, jobs, ids, clock, account }, input) {
    const { source, text } = readSource(input.queryString);
    const groups = [...namesOf(input), ...source];
    check(store, account, input, groups);
    mustBeQuery(text);
    const now = clock.now();
    const query: StoredQuery = {
      id: ids.uuid(),
      groups,
      text,
      from: input.startTime * 1000,
      to: input.endTime * 1000 + 999,
      limit: input.limit,
      language: input.queryLanguage ?? "CWLI",
      status: "Running",
      createdAt: now,
      results: [],
      statistics: { recordsMatched: 0, recordsScanned: 0, bytesScanned: 0 },
    };

    forgetOld(store, now);
    store.settings.queries.put(query.id, query);
    jobs.add(queryJob, { id: query.id });
    return { queryId: query.id };
  },
};

/** `SOURCE "a" | fields ...` */
function readSource(text: string): { readonly source: string[]; readonly text: string } {
  const match = /^\s*source\s+((?:"[^"]+"|'[^']+'|[\w./#-]+)(?:\s*,\s*(?:"[^"]+"|[\w./#-]+))*)[^|]*\|/i.exec(text);
  if (match === null) return { source: [], text };
  const names = (match[1] ?? "").split(",").map((name) => name.trim().replace(/^["']|["']$/g, ""));
  return { source: names, text: text.slice(match[0].length) };
}

function check(store: LogsStore, account: string, input: StartInput, groups: readonly string[]): void {
  if (groups.length === 0) throw invalidParameter("At least one log group must be specified.");
  if (groups.length > groupsMax) throw invalidParameter(`A query can name at most ${groupsMax} log groups.`);
  if (input.startTime > input.endTime) throw invalidParameter("End time must not be before start time.");
  if (input.queryLanguage !== undefined && input.queryLanguage !== "CWLI") {
    throw invalidParameter(`The query language ${input.queryLanguage} is not supported by this cloud: use CWLI`);
  }
  if (input.limit !== undefined && input.limit > rowsMax)
    throw invalidParameter(`The limit must not exceed ${rowsMax}.`);
  const missing = groups.find((name) => store.findGroup(name) === undefined);
  if (missing !== undefined) throw notFound(`Log group '${missing}' does not exist for account ID '${account}'`);
}

function mustBeQuery(text: string): void {
  try {
    readQuery(text);
  } catch (error) {
    if (error instanceof QueryError) throw malformedQuery(error.message);
    throw error;
  }
}

function forgetOld(store: LogsStore, now: number): void {
  const all = [...store.settings.queries.list()].sort((a, b) => a.createdAt - b.createdAt);
  const isOld = ({ createdAt }: StoredQuery, index: number): boolean =>
    createdAt < now - keptForMs || index <= all.length - queriesMax;
  for (const { id } of all.filter(isOld)) store.settings.queries.delete(id);
}

const anyGroup =
  (action: string) =>
  (_: unknown, scope: Scope): Access => ({ action: `logs:${action}`, resource: groupResource(scope, "*") });

function found(store: LogsStore, id: string): StoredQuery {
  const query = store.settings.queries.get(id);
  if (query === undefined) throw notFound("The specified query does not exist.");
  return query;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html */
export const getQueryResults: LogsOperation<"GetQueryResults"> = {
  access: anyGroup("GetQueryResults"),

  run({ store }, { queryId }) {
    const { results, statistics, status } = found(store, queryId);
    return {
      queryLanguage: "CWLI",
      results: results.map((row) => row.map(([field, value]) => ({ field, value }))),
      statistics,
      status,
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StopQuery.html */
export const stopQuery: LogsOperation<"StopQuery"> = {
  access: anyGroup("StopQuery"),

  run({ store }, { queryId }) {
    const query = found(store, queryId);
    if (query.status !== "Running" && query.status !== "Scheduled") {
      throw invalidParameter(
        `Query is not in Running/Scheduled state. It has already ended with status: ${query.status}`,
      );
    }

    store.settings.queries.put(queryId, { ...query, status: "Cancelled" });
    return { success: true };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueries.html */
export const describeQueries: LogsOperation<"DescribeQueries"> = {
  access: anyGroup("DescribeQueries"),

  run({ store }, { logGroupName, status, maxResults = 1000 }) {
    const wanted = [...store.settings.queries.list()]
      .filter((query) => logGroupName === undefined || query.groups.includes(logGroupName))
      .filter((query) => status === undefined || query.status === status)
      .sort((a, b) => b.createdAt - a.createdAt);
    return {
      queries: wanted.slice(0, maxResults).map((query) => ({
        queryLanguage: "CWLI" as const,
        queryId: query.id,
        queryString: `SOURCE ${query.groups.map((name) => `"${name}"`).join(", ")} START=${query.from} END=${query.to} | ${query.text}`,
        status: query.status,
        createTime: query.createdAt,
        logGroupName: query.groups[0] ?? "",
      })),
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroupsForQuery.html */
export const listLogGroupsForQuery: LogsOperation<"ListLogGroupsForQuery"> = {
  access: anyGroup("ListLogGroupsForQuery"),
  run: ({ store }, { queryId }) => ({ logGroupIdentifiers: [...found(store, queryId).groups] }),
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogRecord.html */
export const getLogRecord: LogsOperation<"GetLogRecord"> = {
  access: anyGroup("GetLogRecord"),

  run({ store, account }, { logRecordPointer }) {
    const place = readPointer(logRecordPointer);
    const event = place === undefined ? undefined : store.event(place.group, place.at, place.sequence);
    if (place === undefined || event === undefined) throw notFound("The specified log record does not exist.");
    const row = recordOf(event, { account, group: place.group }, logRecordPointer);
    return { logRecord: Object.fromEntries([...row].map(([field, value]) => [field, textOf(value)])) };
  },
};

/** Of the newest events. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogGroupFields.html */
const sampleMax = 1000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogGroupFields.html */
export const getLogGroupFields: LogsOperation<"GetLogGroupFields"> = {
  access: (input, scope) => ({
    action: "logs:GetLogGroupFields",
    resource: groupResource(scope, readGroupName(input.logGroupName, input.logGroupIdentifier)),
  }),

  run({ store, account }, input) {
    const group = store.group(readGroupName(input.logGroupName, input.logGroupIdentifier)).name;
    const counts = new Map<string, number>();
    let events = 0;
    for (const event of store.groupEvents(group, { reverse: true })) {
      if (++events > sampleMax) break;
      for (const field of recordOf(event, { account, group }, "").keys()) {
        counts.set(field, (counts.get(field) ?? 0) + 1);
      }
    }
    const seen = Math.min(events, sampleMax);
    return {
      logGroupFields: [...counts].map(([name, count]) => ({ name, percent: Math.round((100 * count) / seen) })),
    };
  },
};
