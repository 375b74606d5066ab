import { call } from "../../cloud/call.ts";
import type { Link } from "../../graph/layered.ts";
import type { MapPart } from "./parts.ts";

/** What leads to what in a stack: asked of each part itself, so that the map shows what is, not what was written. */
export async function readConnections(parts: readonly MapPart[]): Promise<Link[]> {
  const found = await Promise.all(
    parts.map(async (part) => {
      const read = readers[part.type];
      // A part that cannot be read has no links; its own view says why.
      const texts = read === undefined ? [] : await read(part).catch(() => []);
      return linksOf(part, texts, parts);
    }),
  );
  const seen = new Set<string>();
  return found.flat().filter(({ from, to }) => {
    const isNew = !seen.has(`${from}\n${to}`);
    seen.add(`${from}\n${to}`);
    return isNew && from !== to;
  });
}

interface Mention {
  readonly text: string;
  /** The other leads here. */
  readonly isSource?: boolean;
}

/** A part that is named by ARN or name in what another part is configured with. */
function linksOf(part: MapPart, mentions: readonly Mention[], parts: readonly MapPart[]): Link[] {
  return mentions.flatMap(({ text, isSource }) =>
    parts
      .filter((other) => other !== part && isMentioned(other, text))
      .map((other) => (isSource === true ? { from: other.id, to: part.id } : { from: part.id, to: other.id })),
  );
}

const isMentioned = ({ physicalId, name, type }: MapPart, text: string): boolean =>
  (text === name && namedByName.has(type)) ||
  (text === physicalId && physicalId !== name) ||
  (text.startsWith("arn:") && isArnOf(text, type, name));

/** What programs know by its bare name; of the others such a name would say nothing. */
const namedByName = new Set(["AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::Lambda::Function"]);

const arnServices: Readonly<Record<string, string>> = {
  "AWS::S3::Bucket": ":s3:",
  "AWS::Lambda::Function": ":lambda:",
  "AWS::StepFunctions::StateMachine": ":states:",
  "AWS::DynamoDB::Table": ":dynamodb:",
  "AWS::SNS::Topic": ":sns:",
  "AWS::SQS::Queue": ":sqs:",
};

const isArnOf = (arn: string, type: string, name: string): boolean =>
  arn.includes(arnServices[type] ?? "\n") && arn.split(/[:/]/).includes(name);

type Read = (part: MapPart) => Promise<readonly Mention[]>;

const readers: Readonly<Record<string, Read>> = {
  async "AWS::S3::Bucket"({ physicalId }) {
    const answer = await call<Record<string, Readonly<Record<string, string>>[]>>(
      "s3",
      "GetBucketNotificationConfiguration",
      { Bucket: physicalId },
    );
    return Object.values(answer)
      .filter(Array.isArray)
      .flat()
      .flatMap(({ LambdaFunctionArn, TopicArn, QueueArn }) => mentions(LambdaFunctionArn, TopicArn, QueueArn));
  },
  async "AWS::Events::Rule"({ name }) {
    const [targets, rule] = await Promise.all([
      call<{ Targets?: { Arn: string }[] }>("events", "ListTargetsByRule", { Rule: name }),
      call<{ EventPattern?: string }>("events", "DescribeRule", { Name: name }),
    ]);
    const sources = [...(rule.EventPattern ?? "").matchAll(/"name":\s*\[\s*"([^"]+)"/g)].map(([, text = ""]) => ({
      text,
      isSource: true,
    }));
    return [...sources, ...(targets.Targets ?? []).map(({ Arn }) => ({ text: Arn }))];
  },
  async "AWS::Lambda::Function"({ name }) {
    const [configuration, mappings, failure] = await Promise.all([
      call<{ Environment?: { Variables?: Record<string, string> }; DeadLetterConfig?: { TargetArn?: string } }>(
        "lambda",
        "GetFunctionConfiguration",
        { FunctionName: name },
      ),
      call<{ EventSourceMappings?: { EventSourceArn?: string }[] }>("lambda", "ListEventSourceMappings", {
        FunctionName: name,
      }),
      call<{ DestinationConfig?: { OnFailure?: { Destination?: string }; OnSuccess?: { Destination?: string } } }>(
        "lambda",
        "GetFunctionEventInvokeConfig",
        { FunctionName: name },
      ).catch(() => undefined),
    ]);
    return [
      ...mentions(...Object.values(configuration.Environment?.Variables ?? {})),
      ...mentions(configuration.DeadLetterConfig?.TargetArn),
      ...mentions(
        failure?.DestinationConfig?.OnFailure?.Destination,
        failure?.DestinationConfig?.OnSuccess?.Destination,
      ),
      ...(mappings.EventSourceMappings ?? []).map(({ EventSourceArn = "" }) => ({
        text: EventSourceArn,
        isSource: true,
      })),
    ];
  },
  async "AWS::StepFunctions::StateMachine"({ physicalId }) {
    const { definition } = await call<{ definition: string }>("states", "DescribeStateMachine", {
      stateMachineArn: physicalId,
    });
    // Every text of the definition: ARNs of functions, names of tables.
    return [...definition.matchAll(/"([^"\\]{3,256})"/g)].flatMap(([, text]) => mentions(text));
  },
  async "AWS::SNS::Topic"({ physicalId }) {
    const { Subscriptions = [] } = await call<{ Subscriptions?: { Endpoint?: string }[] }>(
      "sns",
      "ListSubscriptionsByTopic",
      { TopicArn: physicalId },
    );
    return Subscriptions.flatMap(({ Endpoint }) => mentions(Endpoint));
  },
  async "AWS::SQS::Queue"({ physicalId }) {
    const { Attributes } = await call<{ Attributes?: Record<string, string> }>("sqs", "GetQueueAttributes", {
      QueueUrl: physicalId,
      AttributeNames: ["RedrivePolicy"],
    });
    return mentions(/"deadLetterTargetArn":"([^"]+)"/.exec(Attributes?.["RedrivePolicy"] ?? "")?.[1]);
  },
};

const mentions = (...texts: readonly (string | undefined)[]): Mention[] =>
  texts.flatMap((text) => (text === undefined ? [] : [{ text }]));
