import type { AwsError } from "@millrace/wire";
import { errorPrefix, modelOf } from "../../../sdk-calls/sdk-names.ts";
import { StateFailure } from "../run/state-failure.ts";

const withSuffix = (code: string): string => (/(Exception|Error|Fault)$/.test(code) ? code : `${code}Exception`);

const isModelled = (service: string, code: string): boolean => modelOf(service)?.error(code) !== undefined;

const statusOf = (service: string, { status, code }: AwsError): number =>
  status ??
  (modelOf(service)?.error(code)?.traits.httpError || (service === "s3" && code.startsWith("NoSuch") ? 404 : 400));

/** An error of `aws-sdk:*`: named and worded as AWS's second SDK for Java does. */
export function sdkFailure(service: string, error: AwsError, requestId: string): StateFailure {
  const prefix = errorPrefix(service);
  const name = isModelled(service, error.code) ? withSuffix(error.code) : `${prefix}Exception`;
  const extended = service === "s3" ? `, Extended Request ID: ${requestId.replaceAll("-", "")}` : "";
  const about = `(Service: ${prefix}, Status Code: ${statusOf(service, error)}, Request ID: ${requestId}${extended})`;
  return new StateFailure(`${prefix}.${name}`, `${error.message} ${about}`);
}

interface Naming {
  /** What error names begin with. */
  readonly prefix: string;
  /** The client's name for the service. */
  readonly client: string;
  /** For errors that the service's model does not know. */
  readonly unknown: string;
  /** Names of errors whose code on the wire is another one. */
  readonly codes?: Readonly<Record<string, string>>;
}

const namings: Readonly<Record<string, Naming>> = {
  dynamodb: { prefix: "DynamoDB", client: "AmazonDynamoDBv2", unknown: "AmazonDynamoDBException" },
  events: { prefix: "EventBridge", client: "AmazonEventBridge", unknown: "AmazonEventBridgeException" },
  lambda: { prefix: "Lambda", client: "AWSLambda", unknown: "AWSLambdaException" },
  sns: { prefix: "SNS", client: "AmazonSNS", unknown: "AmazonSNSException", codes: { NotFoundException: "NotFound" } },
  sqs: {
    prefix: "SQS",
    client: "AmazonSQS",
    unknown: "AmazonSQSException",
    codes: { QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue" },
  },
  states: { prefix: "StepFunctions", client: "AWSStepFunctions", unknown: "AWSStepFunctionsException" },
};

/** An error of an optimized integration: named and worded as AWS's first SDK for Java does. */
export function optimizedFailure(service: string, error: AwsError, requestId: string): StateFailure {
  const naming = namings[service] ?? { prefix: errorPrefix(service), client: service, unknown: "Exception" };
  const { prefix, client, unknown, codes } = naming;
  const name = isModelled(service, error.code) ? withSuffix(error.code) : unknown;
  const code = codes?.[error.code] ?? error.code;
  const status = statusOf(service, error);
  return new StateFailure(
    `${prefix}.${name}`,
    `${error.message} (Service: ${client}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
  );
}
