import type { Ids } from "@millrace/core";
import { AwsError, type Models, services, validateInput } from "@millrace/wire";
import type { LocalRequest, LocalResponse } from "../gateway/door.ts";
import { defaultAccount } from "../kernel/credentials.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { accountPrincipal } from "../kernel/principal.ts";
import { jsonResponse } from "./answers.ts";
import { inputOf } from "./json-input.ts";
import { jsonOutput } from "./json-output.ts";
import { readBody } from "./read-body.ts";

/** Of one request. */
const callsMax = 100;

const tooMany = (count: number): AwsError =>
  new AwsError("ValidationException", `There are ${count} calls in one request: expected at most ${callsMax}`);

export interface Calling {
  readonly kernel: Kernel;
  readonly models: Models;
  readonly ids: Ids;
}

/**
 * Runs any operation as the account, through the same validation and authorization as every other request; or many of them, beside
 * each other: a browser sends few requests at a time.
 */
export async function callOperation(request: LocalRequest, calling: Calling): Promise<LocalResponse> {
  const body = readBody(request.body);
  if (!Array.isArray(body["calls"])) return jsonResponse(200, await answerOf(body, request, calling));
  if (body["calls"].length > callsMax) throw tooMany(body["calls"].length);
  const answers = await Promise.all(body["calls"].map((given: Given) => answerOf(given, request, calling)));
  return jsonResponse(200, { answers });
}

type Given = Readonly<Record<string, unknown>>;

async function answerOf(given: Given, request: LocalRequest, calling: Calling): Promise<object> {
  try {
    return { output: (await jsonOutput(await run(given, request, calling))) ?? {} };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}

async function run(given: Given, request: LocalRequest, { kernel, models, ids }: Calling): Promise<unknown> {
  const { service: name, operation: operationName, input: givenInput, region } = given;
  const service = services.find((known) => known.name === name);
  const operation = service === undefined ? undefined : models.model(service.name).operation(String(operationName));
  if (service === undefined || operation === undefined) {
    throw new AwsError("UnknownOperationException", `There is no operation ${operationName} of ${name}`, {
      status: 404,
    });
  }
  const input = inputOf(givenInput ?? {}, operation.input);
  validateInput(service, operation, input);
  return kernel.run({
    service: service.name,
    operation: operation.name,
    input,
    principal: accountPrincipal(defaultAccount),
    account: defaultAccount,
    region: typeof region === "string" ? region : "us-east-1",
    requestId: ids.uuid(),
    signal: request.signal,
    endpoint: request.endpoint,
    head: request.head,
    isLook: true,
  });
}
