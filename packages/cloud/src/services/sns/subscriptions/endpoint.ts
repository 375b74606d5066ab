import { parseArn } from "@millrace/core";
import { invalid, invalidParameter } from "../errors.ts";
import { type Protocol, protocols, type Topic } from "../model.ts";

/** Throws InvalidParameter for what is no protocol. */
export function readProtocol(text: string | undefined, topic: Topic): Protocol {
  const protocol = protocols.find((one) => one === text);
  if (protocol === undefined) throw invalidParameter(`Amazon SNS does not support this protocol string: ${text ?? ""}`);
  if (topic.isFifo && protocol !== "sqs") {
    throw invalidParameter("Invalid protocol type: Amazon SNS FIFO topics support only the sqs protocol");
  }
  return protocol;
}

/** Throws InvalidParameter for what is no endpoint of that protocol; answers it as it is kept. */
export function readEndpoint(protocol: Protocol, endpoint: string | undefined, topic: Topic): string {
  if (endpoint === undefined || endpoint === "") throw invalidParameter("Endpoint");
  checks[protocol](endpoint);
  if (protocol === "sqs" && !topic.isFifo && endpoint.endsWith(".fifo")) {
    throw invalidParameter(
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    );
  }
  return protocol === "sms" ? endpoint.replace(/[-./ ]/g, "") : endpoint;
}

const isUrl = (scheme: string) => (endpoint: string) => {
  if (!endpoint.startsWith(`${scheme}://`)) {
    throw invalidParameter("Endpoint must match the specified protocol");
  }
  if (!URL.canParse(endpoint)) throw invalidParameter("Endpoint");
};

const isEmail = (endpoint: string) => {
  if (!/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw invalidParameter("Email address");
};

const isArnOf = (service: string, blamed: string) => (endpoint: string) => {
  if (parseArn(endpoint)?.service !== service) throw invalidParameter(blamed);
};

const checks: Readonly<Record<Protocol, (endpoint: string) => void>> = {
  http: isUrl("http"),
  https: isUrl("https"),
  email: isEmail,
  "email-json": isEmail,
  sms: (endpoint) => {
    if (!isPhoneNumber(endpoint)) throw invalid(`Invalid SMS endpoint: ${endpoint}`);
  },
  sqs: isArnOf("sqs", "SQS endpoint ARN"),
  lambda: isArnOf("lambda", "Lambda endpoint ARN"),
  application: isArnOf("sns", "Application endpoint arn invalid"),
  firehose: isArnOf("firehose", "Firehose endpoint ARN"),
};

/** E.164, with the single separators that people write between digits. */
export const isPhoneNumber = (text: string): boolean =>
  /^\+?\d+(?:[-./ ]\d+)*$/.test(text) && text.replace(/\D/g, "").length <= 15;
