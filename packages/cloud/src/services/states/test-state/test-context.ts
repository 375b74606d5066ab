import type { Call } from "../../../kernel/operation.ts";
import { validation } from "../errors.ts";
import { readResource } from "../integrations/resource.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { TestedState } from "./tested-state.ts";

const invalid = (reason: string): Error => validation(`Invalid Context object provided: ${reason}`);

const texts: Readonly<Record<string, readonly string[]>> = {
  Execution: ["Id", "Name", "RoleArn", "StartTime"],
  State: ["EnteredTime", "Name"],
  StateMachine: ["Id", "Name"],
  Task: ["Token"],
};

/** A context object as the caller gives it. Throws ValidationException. */
export function readContext(text: string, { state }: TestedState): JsonObject {
  let context: Json;
  try {
    context = JSON.parse(text) as Json;
  } catch {
    throw invalid("must be a valid JSON object");
  }
  if (!isObject(context)) throw invalid("must be a valid JSON object");
  if (context["Map"] !== undefined) throw invalid("'Map' field is not supported when mocking a Context object");
  for (const name of Object.keys(context))
    if (texts[name] === undefined) throw invalid(`field '${name}' is not supported`);
  for (const [name, members] of Object.entries(texts)) checkMembers(context[name], name, members);
  const resource = readResource(state.Resource ?? "");
  const waits =
    state.Type === "Task" && resource !== undefined && "pattern" in resource && resource.pattern !== "request";
  if (context["Task"] !== undefined && !waits) {
    throw invalid(
      "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
    );
  }
  return context;
}

function checkMembers(part: Json | undefined, name: string, members: readonly string[]): void {
  if (part === undefined) return;
  if (!isObject(part)) throw invalid(`${name} must be an object`);
  for (const member of members) {
    const value = part[member];
    if (value !== undefined && typeof value !== "string") throw invalid(`${name}.${member} must be a string`);
  }
  const { RetryCount: retries } = part;
  if (name === "State" && retries !== undefined && typeof retries !== "number")
    throw invalid("State.RetryCount must be a number");
}

export interface ContextMaking {
  readonly tested: TestedState;
  readonly input: Json;
  readonly roleArn: string | undefined;
}

const counted = new Set(["Task", "Map", "Parallel"]);

/** The context object of an execution that there is only for this test. */
export function makeContext(
  call: Pick<Call<unknown>, "ids" | "clock" | "account" | "region">,
  making: ContextMaking,
): JsonObject {
  const { ids, clock, account, region } = call;
  const { tested, input, roleArn } = making;
  const time = new Date(clock.now()).toISOString();
  const [machine, name] = [ids.uuid(), ids.uuid()];
  return {
    Execution: {
      Id: `arn:aws:states:${region}:${account}:express:${machine}:${name}`,
      Input: input,
      Name: name,
      ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
      StartTime: time,
    },
    StateMachine: { Id: `arn:aws:states:${region}:${account}:stateMachine:${machine}`, Name: machine },
    State: { Name: tested.name, EnteredTime: time, ...(counted.has(tested.state.Type) ? { RetryCount: 0 } : {}) },
  };
}
