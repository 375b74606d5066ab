import { now } from "../../browser.ts";
import { call } from "../../cloud/call.ts";
import type { Tone } from "../../parts/page.tsx";
import { countText } from "../../text.ts";
import type { MapPart } from "./parts.ts";

/** How a part is doing, in a few words. */
export interface Vitals {
  readonly text: string;
  readonly tone: Tone;
}

const calm: Vitals = { text: "", tone: "dim" };
/** More are not counted: the map asks again with everything that happens. */
const objectsMax = 100;
const windowMs = 3 * 3_600_000;

/** Asks a part how it is; what cannot be asked is calm. */
export const readVitals = (part: MapPart): Promise<Vitals> =>
  (readers[part.type]?.(part) ?? Promise.resolve(calm)).catch(() => ({ text: "cannot be read", tone: "bad" as const }));

type Read = (part: MapPart) => Promise<Vitals>;

const readers: Readonly<Record<string, Read>> = {
  async "AWS::Lambda::Function"({ name }) {
    const of = (metric: string): Promise<number> => sumOf("AWS/Lambda", metric, { FunctionName: name });
    const [calls, errors] = await Promise.all([of("Invocations"), of("Errors")]);
    if (calls === 0) return calm;
    const text = countText(calls, "call");
    return errors > 0 ? { text: `${text}, ${countText(errors, "error")}`, tone: "bad" } : { text, tone: "ok" };
  },
  async "AWS::StepFunctions::StateMachine"({ physicalId }) {
    const { executions } = await call<{ executions: { status: string }[] }>("states", "ListExecutions", {
      stateMachineArn: physicalId,
      maxResults: 1000,
    });
    if (executions.length === 0) return calm;
    const count = (...of: string[]): number => executions.filter(({ status }) => of.includes(status)).length;
    const failed = count("FAILED", "TIMED_OUT");
    const running = count("RUNNING");
    const text = [
      countText(executions.length, "run"),
      running > 0 ? `${running} now` : "",
      failed > 0 ? `${failed} failed` : "",
    ];
    return {
      text: text.filter((word) => word !== "").join(", "),
      tone: failed > 0 ? "bad" : running > 0 ? "busy" : "ok",
    };
  },
  async "AWS::DynamoDB::Table"({ name }) {
    const { Table } = await call<{ Table: { ItemCount?: number } }>("dynamodb", "DescribeTable", { TableName: name });
    const count = Table.ItemCount ?? 0;
    return count === 0 ? calm : { text: countText(count, "item"), tone: "ok" };
  },
  async "AWS::SQS::Queue"({ physicalId, name }) {
    const { Attributes = {} } = await call<{ Attributes?: Record<string, string> }>("sqs", "GetQueueAttributes", {
      QueueUrl: physicalId,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    });
    const waiting = Object.values(Attributes).reduce((sum, value) => sum + Number(value), 0);
    if (waiting === 0) return calm;
    const isForFailures = /dead|dlq|fail/i.test(name);
    return { text: `${countText(waiting, "message")}`, tone: isForFailures ? "bad" : "ok" };
  },
  async "AWS::SNS::Topic"({ name }) {
    const told = await sumOf("AWS/SNS", "NumberOfMessagesPublished", { TopicName: name });
    return told === 0 ? calm : { text: countText(told, "message"), tone: "ok" };
  },
  async "AWS::S3::Bucket"({ physicalId }) {
    const { Contents = [], IsTruncated } = await call<{ Contents?: unknown[]; IsTruncated?: boolean }>(
      "s3",
      "ListObjectsV2",
      { Bucket: physicalId, MaxKeys: objectsMax },
    );
    if (Contents.length === 0) return calm;
    return { text: `${IsTruncated === true ? "more than " : ""}${countText(Contents.length, "object")}`, tone: "ok" };
  },
};

/** Of the last hours. */
async function sumOf(
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>>,
): Promise<number> {
  const { Datapoints = [] } = await call<{ Datapoints?: { Sum?: number }[] }>("cloudwatch", "GetMetricStatistics", {
    Namespace,
    MetricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    StartTime: new Date(now() - windowMs).toISOString(),
    EndTime: new Date(now() + windowMs).toISOString(),
    Period: 3600,
    Statistics: ["Sum"],
  });
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}
