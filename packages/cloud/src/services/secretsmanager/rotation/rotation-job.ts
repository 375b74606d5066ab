import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import { pending, type Secret, withVersion } from "../model.ts";
import type { SecretsStore } from "../store.ts";
import { nextRotation } from "./next-rotation.ts";

export const rotationJob = "rotation";

const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

/** A step that fails is tried again so often; then the rotation waits for its next time, with the pending version kept. */
const attemptsMax = 5;
const retryMs = 60_000;

export interface RotationTask {
  readonly name: string;
  readonly token: string;
  /** The place of the next step. */
  readonly step: number;
  readonly failures: number;
}

/** Leads a secret through the four steps of its function, one job run each. */
export const rotate: JobHandler<SecretsStore> = {
  laneConcurrencyMax: 8,

  async run(call, { payload }) {
    const task = payload as RotationTask;
    const secret = call.store.find(task.name);
    const step = steps[task.step];
    if (secret?.rotation?.isOn !== true || secret.deletedAt !== undefined || step === undefined) return "done";
    const isDone = await runStep(call, secret, step, task.token);
    if (!isDone && task.failures + 1 >= attemptsMax) return "done";
    if (!isDone) return { retry: { delayMs: retryMs, payload: { ...task, failures: task.failures + 1 } } };
    if (step !== "finishSecret")
      return { retry: { delayMs: 0, payload: { ...task, step: task.step + 1, failures: 0 } } };
    finish(call, task);
    return "done";
  },
};

async function runStep(call: Call<SecretsStore>, secret: Secret, Step: string, token: string): Promise<boolean> {
  const event = { Step, SecretId: secret.arn, ClientRequestToken: token, RotationToken: token };
  const input = { FunctionName: secret.rotation?.lambdaArn ?? "", Payload: Buffer.from(JSON.stringify(event)) };
  try {
    const { FunctionError } = await call.aws.call("lambda", "Invoke", input, { principal: asService(call, secret) });
    return FunctionError === undefined;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

export const asService = ({ account }: Call<SecretsStore>, { arn }: Secret) =>
  servicePrincipal("secretsmanager.amazonaws.com", account, arn);

function finish({ store, clock }: Call<SecretsStore>, { name, token }: RotationTask): void {
  const secret = store.find(name);
  if (secret?.rotation === undefined) return;
  const version = secret.versions.find(({ id }) => id === token);
  const stages = version?.stages.filter((stage) => stage !== pending) ?? [];
  const versions = version === undefined ? secret.versions : withVersion(secret.versions, { ...version, stages });
  store.put({ ...secret, versions, rotation: { ...secret.rotation, rotatedAt: clock.now() } });
}

export const scheduleJob = "rotation-schedule";

/** Begins a rotation when its time has come. */
export const rotateOnTime: JobHandler<SecretsStore> = {
  laneConcurrencyMax: 1,

  async run(call, { payload }) {
    const { name, at } = payload as { readonly name: string; readonly at: number };
    const secret = call.store.find(name);
    // Rules that were changed since have a job of their own.
    if (secret?.rotation?.isOn !== true || secret.rotation.nextAt !== at) return "done";
    const nextAt = nextRotation(secret.rotation.rules, at);
    const scheduled = { ...secret, rotation: { ...secret.rotation, nextAt } };
    call.store.put(scheduled);
    if (secret.deletedAt === undefined) beginRotation(call, scheduled, call.ids.uuid());
    if (nextAt === undefined) return "done";
    return { retry: { delayMs: Math.max(0, nextAt - call.clock.now()), payload: { name, at: nextAt } } };
  },
};

/** A version without a value comes first, for the function to fill. A pending one from before is filled again. */
export function beginRotation({ store, clock, jobs }: Call<SecretsStore>, secret: Secret, token: string): string {
  const left = secret.versions.find(({ stages }) => stages.includes(pending));
  const id = left?.id ?? token;
  const versions =
    left === undefined
      ? withVersion(secret.versions, { id, stages: [pending], createdAt: clock.now() })
      : secret.versions;
  store.put({ ...secret, versions });
  jobs.add(rotationJob, { name: secret.name, token: id, step: 0, failures: 0 } satisfies RotationTask, {
    lane: secret.name,
  });
  return id;
}
