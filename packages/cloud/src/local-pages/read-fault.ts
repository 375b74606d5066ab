import { AwsError } from "@millrace/wire";
import { readBody } from "../inspection/read-body.ts";
import type { Effect, Fault } from "../kernel/faults/fault.ts";
import type { Kernel } from "../kernel/kernel.ts";

type Given = Readonly<Record<string, unknown>>;

/** The fault that a request asks for. Throws AwsError that says why there can be none. */
export function readFault(body: Buffer, kernel: Kernel): Omit<Fault, "id"> {
  const given = readBody(body);
  const service = textOf(given, "service") ?? "";
  const operations = kernel.operationsOf(service);
  if (operations === undefined) {
    throw wrong(`There is no service "${service}": expected its name in AWS's models, such as dynamodb, s3 or states`);
  }
  const operation = textOf(given, "operation");
  if (operation !== undefined && !operations.includes(operation)) {
    throw wrong(`${service} has no operation "${operation}": expected AWS's name, such as ${operations[0]}`);
  }
  const resource = textOf(given, "resource");
  const times = numberOf(given, "times", 1);
  const forMs = numberOf(given, "forMs", 1);
  return {
    service,
    effect: readEffect((given["effect"] ?? {}) as Given),
    percent: numberOf(given, "percent", 0, 100) ?? 100,
    ...(operation === undefined ? {} : { operation }),
    ...(resource === undefined ? {} : { resource }),
    ...(times === undefined ? {} : { times }),
    ...(forMs === undefined ? {} : { until: kernel.clock.now() + forMs }),
  };
}

function readEffect(given: Given): Effect {
  const { kind } = given;
  if (kind === "throttle" || kind === "lose") return { kind };
  if (kind === "delay") return { kind, ms: numberOf(given, "ms", 1) ?? 1000 };
  if (kind !== "fail") throw wrong(`effect.kind is ${String(kind)}: expected throttle, fail, lose or delay`);
  const code = textOf(given, "code");
  const message = textOf(given, "message");
  const status = numberOf(given, "status", 400, 599);
  return {
    kind,
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    ...(status === undefined ? {} : { status }),
  };
}

function textOf(given: Given, name: string): string | undefined {
  const value = given[name];
  if (value === undefined || typeof value === "string") return value;
  throw wrong(`${name} is ${JSON.stringify(value)}: expected text`);
}

function numberOf(given: Given, name: string, min: number, max = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = given[name];
  if (value === undefined || (typeof value === "number" && value >= min && value <= max)) return value;
  throw wrong(`${name} is ${JSON.stringify(value)}: expected a number of ${min} to ${max}`);
}

const wrong = (message: string): AwsError => new AwsError("ValidationException", message);
