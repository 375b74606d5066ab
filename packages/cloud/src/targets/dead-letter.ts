import { AwsError } from "@millrace/wire";
import { queueUrl } from "./queue-url.ts";
import { optionsFor, type Sending, TargetFunctionFailed, UnsupportedTarget } from "./send.ts";

/** Why something could not be handed over, in EventBridge's words. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** Trying again cannot help. */
  readonly isFinal: boolean;
}

/**
 * What EventBridge makes of an error of a target.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UnsupportedTarget) return { code: "NO_RESOURCE", message, isFinal: true };
  if (error instanceof TargetFunctionFailed) return { code: "SDK_CLIENT_ERROR", message, isFinal: false };
  if (!(error instanceof AwsError)) return { code: "INTERNAL_ERROR", message, isFinal: false };
  if (/AccessDenied|AuthorizationError|NotAuthorized/.test(error.code))
    return { code: "NO_PERMISSIONS", message, isFinal: true };
  if (/NotFound|NonExistent|DoesNotExist|NotImplemented|NoSuch/.test(error.code))
    return { code: "NO_RESOURCE", message, isFinal: true };
  if (/Throttl|TooManyRequests/.test(error.code)) return { code: "THROTTLING", message, isFinal: false };
  return { code: "SDK_CLIENT_ERROR", message, isFinal: (error.status ?? 400) < 500 };
}

export interface Letter extends Pick<Sending, "aws" | "endpoint" | "principal"> {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** Puts what could not be handed over on its dead-letter queue. Throws what the queue throws. */
export async function sendLetter({ aws, endpoint, principal, queueArn, body, attributes }: Letter): Promise<void> {
  const known = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== "");
  await aws.call(
    "sqs",
    "SendMessage",
    {
      QueueUrl: queueUrl(endpoint, queueArn),
      MessageBody: body,
      MessageAttributes: Object.fromEntries(
        known.map(([name, StringValue = ""]) => [name, { DataType: "String", StringValue }]),
      ),
    },
    optionsFor({ arn: queueArn, principal }),
  );
}
