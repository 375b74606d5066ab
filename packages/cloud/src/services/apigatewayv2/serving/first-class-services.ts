import { AwsError } from "@millrace/wire";
import type { LocalResponse } from "../../../gateway/door.ts";
import type { AwsCalls } from "../../../kernel/calls.ts";
import type { Principal } from "../../../kernel/principal.ts";
import type { HttpIntegration } from "../model.ts";
import { parameterValue } from "./parameters.ts";
import { Refusal, type Visit } from "./visit.ts";

type Values = Readonly<Record<string, string>>;
type Act = (aws: AwsCalls, values: Values, options: { readonly principal: Principal }) => Promise<object>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html */
const acts: Readonly<Record<string, Act>> = {
  "SQS-SendMessage": (aws, { QueueUrl, MessageBody, DelaySeconds, MessageGroupId, MessageDeduplicationId }, options) =>
    aws.call(
      "sqs",
      "SendMessage",
      {
        QueueUrl: QueueUrl ?? "",
        MessageBody: MessageBody ?? "",
        ...(DelaySeconds === undefined ? {} : { DelaySeconds: Number(DelaySeconds) }),
        ...(MessageGroupId === undefined ? {} : { MessageGroupId }),
        ...(MessageDeduplicationId === undefined ? {} : { MessageDeduplicationId }),
      },
      options,
    ),
  "StepFunctions-StartExecution": (aws, { StateMachineArn, Name, Input }, options) =>
    aws.call(
      "states",
      "StartExecution",
      {
        stateMachineArn: StateMachineArn ?? "",
        ...(Name === undefined ? {} : { name: Name }),
        ...(Input === undefined ? {} : { input: Input }),
      },
      options,
    ),
  "EventBridge-PutEvents": (aws, { Detail, DetailType, Source, EventBusName }, options) =>
    aws.call("events", "PutEvents", { Entries: [{ Detail, DetailType, Source, EventBusName }] }, options),
};

/** Services that a route can hand a request to without a function between them. */
export async function callService(
  visit: Visit,
  integration: HttpIntegration,
  principal: Principal,
): Promise<LocalResponse> {
  const act = acts[integration.IntegrationSubtype ?? ""];
  if (act === undefined) throw new Refusal(500, "Internal Server Error");
  const values = Object.entries(integration.RequestParameters ?? {}).map(([name, from]) => [
    name,
    parameterValue(visit, from),
  ]);
  try {
    const output = await act(visit.call.aws, Object.fromEntries(values), { principal });
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(output) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return {
      status: error.status ?? 400,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ __type: error.code, message: error.message }),
    };
  }
}
