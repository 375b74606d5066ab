import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { onSecret } from "../access.ts";
import { cannotInvoke, invalidRequest } from "../errors.ts";
import { current, pending, type Rotation, type Secret } from "../model.ts";
import { nextRotation } from "../rotation/next-rotation.ts";
import { asService, beginRotation, scheduleJob } from "../rotation/rotation-job.ts";
import type { SecretsOperation, Shapes } from "../shapes.ts";
import type { SecretsStore } from "../store.ts";

function rulesOf({ RotationRules: rules }: Shapes["RotateSecret"]["input"]): Rotation["rules"] | undefined {
  if (rules === undefined) return undefined;
  return { days: rules.AutomaticallyAfterDays, schedule: rules.ScheduleExpression, duration: rules.Duration };
}

/** AWS asks for the right to call before anything changes. */
async function checkFunction(call: Call<SecretsStore>, secret: Secret, FunctionName: string): Promise<void> {
  const input = { FunctionName, InvocationType: "DryRun" } as const;
  try {
    await call.aws.call("lambda", "Invoke", input, { principal: asService(call, secret) });
  } catch (error) {
    throw error instanceof AwsError ? cannotInvoke() : error;
  }
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html */
export const rotateSecret: SecretsOperation<"RotateSecret"> = {
  access: onSecret("RotateSecret"),

  async run(call, input) {
    const { store, clock, ids, jobs } = call;
    const { RotateImmediately = true, ClientRequestToken = ids.uuid() } = input;
    const secret = store.secret(input.SecretId ?? "");
    const lambdaArn = input.RotationLambdaARN ?? secret.rotation?.lambdaArn;
    if (lambdaArn === undefined) {
      throw invalidRequest("No Lambda rotation function ARN is associated with this secret.");
    }
    const rules = rulesOf(input) ?? secret.rotation?.rules ?? {};
    const nextAt = nextRotation(rules, clock.now());
    const isPending = secret.versions.some(({ stages }) => stages.includes(pending) && !stages.includes(current));
    if (RotateImmediately && isPending && secret.rotation?.isOn === true) {
      throw invalidRequest("A previous rotation isn't complete. That rotation will be reattempted.");
    }
    await checkFunction(call, secret, lambdaArn);

    const rotated = { ...secret, rotation: { ...secret.rotation, isOn: true, lambdaArn, rules, nextAt } };
    store.put(rotated);
    if (nextAt !== undefined) {
      jobs.add(scheduleJob, { name: secret.name, at: nextAt }, { delayMs: nextAt - clock.now() });
    }
    const VersionId = RotateImmediately ? beginRotation(call, rotated, ClientRequestToken) : undefined;
    return { ARN: secret.arn, Name: secret.name, VersionId };
  },
};
