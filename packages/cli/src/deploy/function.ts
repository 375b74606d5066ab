import { createHash, randomBytes } from "node:crypto";
import {
  CreateFunctionCommand,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  type Runtime,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import type { FunctionResource } from "@millrace/plan";
import type { Clients } from "./clients.ts";
import type { Change } from "./deploy.ts";
import { unless } from "./is-error.ts";

const secretBytes = 32;
const secondsMax = 300;

export async function putFunction(fn: FunctionResource, code: Buffer, { lambda }: Clients): Promise<Change> {
  const before = await unless(
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: fn.name })),
    "ResourceNotFoundException",
  );
  if (before === undefined) {
    await create(fn, code, lambda);
    return "created";
  }
  const isCodeChanged = before.CodeSha256 !== createHash("sha256").update(code).digest("base64");
  const isConfigurationChanged = !isSameConfiguration(fn, before);
  if (isCodeChanged) {
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: fn.name, ZipFile: code }));
    await updated(fn, lambda);
  }
  if (isConfigurationChanged) {
    await lambda.send(new UpdateFunctionConfigurationCommand(configurationOf(fn, before)));
    await updated(fn, lambda);
  }
  return isCodeChanged || isConfigurationChanged ? "updated" : "unchanged";
}

async function create(fn: FunctionResource, code: Buffer, client: LambdaClient): Promise<void> {
  await client.send(new CreateFunctionCommand({ ...configurationOf(fn, undefined), Code: { ZipFile: code } }));
  await waitUntilFunctionActiveV2(
    { client, maxWaitTime: secondsMax, minDelay: 1, maxDelay: 5 },
    { FunctionName: fn.name },
  );
}

const updated = (fn: FunctionResource, client: LambdaClient) =>
  waitUntilFunctionUpdatedV2({ client, maxWaitTime: secondsMax, minDelay: 1, maxDelay: 5 }, { FunctionName: fn.name });

/** Secrets are made once: rows that were hashed with another key could not be joined any more. */
function configurationOf(fn: FunctionResource, before: FunctionConfiguration | undefined) {
  const kept = before?.Environment?.Variables ?? {};
  const secrets = fn.secrets.map((name) => [name, kept[name] ?? randomBytes(secretBytes).toString("base64")]);
  return {
    FunctionName: fn.name,
    Role: fn.roleArn,
    Runtime: fn.runtime as Runtime,
    Handler: fn.handler,
    MemorySize: fn.memoryMb,
    Timeout: fn.timeoutSeconds,
    Environment: { Variables: { ...fn.environment, ...Object.fromEntries(secrets) } },
  };
}

function isSameConfiguration(fn: FunctionResource, before: FunctionConfiguration): boolean {
  const { Environment: environment, ...wanted } = configurationOf(fn, before);
  const current = before as Readonly<Record<string, unknown>>;
  const isSame = Object.entries(wanted).every(([name, value]) => current[name] === value);
  const variables = before.Environment?.Variables ?? {};
  const names = new Set([...Object.keys(variables), ...Object.keys(environment.Variables)]);
  return isSame && [...names].every((name) => variables[name] === environment.Variables[name]);
}
