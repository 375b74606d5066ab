import type { Target } from "@aws-sdk/client-eventbridge";
import { parseArn } from "@millrace/core";
import { readPath } from "../../../inputs/json-path.ts";
import { limitExceeded, notValid, validation } from "../errors.ts";
import type { Rule } from "../model.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const targetsMax = 5;
const variablesMax = 100;

/** They do not let EventBridge in by a policy of their own. */
const needRole = new Set(["kinesis", "states", "ecs", "firehose", "ssm", "batch", "codebuild", "codepipeline"]);

/** Throws ValidationException or LimitExceededException. */
export function checkTargets(rule: Rule, targets: readonly Target[]): void {
  for (const target of targets) checkTarget(target);
  const ids = new Set([...rule.targets, ...targets].map(({ Id }) => Id));
  if (ids.size > targetsMax) throw limitExceeded();
}

function checkTarget(target: Target): void {
  const { Id = "", Arn = "", Input, InputPath, InputTransformer } = target;
  const arn = parseArn(Arn);
  if (arn === undefined || arn.resource === "") throw notValid("Arn", "Provided Arn is not in correct format.");
  const inputs = [Input, InputPath, InputTransformer].filter((input) => input !== undefined);
  if (inputs.length > 1) {
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (needRole.has(arn.service) && target.RoleArn === undefined) {
    throw validation(`RoleArn is required for target ${Arn}.`);
  }
  if (arn.service === "sqs" && arn.resource.endsWith(".fifo") && target.SqsParameters?.MessageGroupId === undefined) {
    throw validation(`Parameter(s) MessageGroupId must be specified for target: ${Id}.`);
  }
  if (arn.service === "ecs" && target.EcsParameters === undefined) {
    throw validation(`Parameter(s) EcsParameters must be specified for target: ${Id}.`);
  }
  if (Input !== undefined && !isJson(Input)) throw validation(`JSON syntax error in input for target ${Id}.`);
  if (InputPath !== undefined && readPath(InputPath) === undefined) throw invalidPath(Id);
  checkTransformer(Id, InputTransformer);
}

function checkTransformer(id: string, transformer: Target["InputTransformer"]): void {
  const paths = Object.entries(transformer?.InputPathsMap ?? {});
  if (paths.length > variablesMax) throw validation(`InputPathsMap of target ${id} has more than 100 entries.`);
  for (const [name, path] of paths) {
    if (name.startsWith("aws.")) throw validation(`InputPathsMap key ${name} of target ${id} is reserved.`);
    if (readPath(path ?? "") === undefined) throw invalidPath(id);
  }
}

const invalidPath = (id: string) => validation(`Invalid InputPath for target ${id}.`);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
