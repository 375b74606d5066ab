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

export interface Calling {
  readonly kernel: Kernel;
  readonly models: Models;
  readonly ids: Ids;
}

/** Runs any operation as the account, through the same validation and authorization as every other request. */
export async function callOperation(request: LocalRequest, calling: Calling): Promise<LocalResponse> {
  try {
    return jsonResponse(200, { output: (await jsonOutput(await run(request, calling))) ?? {} });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return jsonResponse(200, { error: { code: error.code, message: error.message } });
  }
}

async function run(request: LocalRequest, { kernel, models, ids }: Calling): Promise<unknown> {
  const { service: name, operation: operationName, input: given, region } = readBody(request.body);
  const service = services.find((known) => known.name === name);
  const operation = service === undefined ? undefined : models.model(service.name).operation(String(operationName));
  if (service === undefined || operation === undefined) {
    throw new AwsError("UnknownOperationException", `There is no operation ${operationName} of ${name}`, {
      status: 404,
    });
  }
  const input = inputOf(given ?? {}, operation.input);
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
