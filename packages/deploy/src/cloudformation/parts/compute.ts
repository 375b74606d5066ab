import type { FunctionPart, WorkflowPart } from "@millrace/plan";
import type { Expressing } from "../express.ts";
import { getAtt, type Resources, ref, type Value } from "../template.ts";
import { functionNetwork, networkStatements } from "./network.ts";

/** As often as Lambda itself would without being told. */
const attemptsMax = 2;

export function functionResources(fn: FunctionPart, write: Expressing): Resources {
  const { id } = fn;
  const logGroup = `${id}Logs`;
  const role = `${id}Role`;
  const logs = [
    { Sid: "OpenLogStreams", Effect: "Allow", Action: "logs:CreateLogStream", Resource: getAtt(logGroup, "Arn") },
    { Sid: "WriteLogLines", Effect: "Allow", Action: "logs:PutLogEvents", Resource: getAtt(logGroup, "Arn") },
  ];
  const { Statement: statements } = write.policy(fn.statements) as { readonly Statement: readonly Value[] };
  return {
    [logGroup]: {
      Type: "AWS::Logs::LogGroup",
      Properties: {
        LogGroupName: write.text(["/aws/lambda/", ...fn.name]),
        RetentionInDays: fn.logDays,
      },
    },
    [role]: roleResource(fn, write, "lambda.amazonaws.com", [
      ...statements,
      ...(fn.network === undefined ? [] : networkStatements),
      ...logs,
    ]),
    [id]: {
      Type: "AWS::Lambda::Function",
      Properties: {
        FunctionName: write.text(fn.name),
        Role: getAtt(role, "Arn"),
        Runtime: fn.runtime,
        Handler: fn.handler,
        Code: { S3Bucket: ref("CodeBucket"), S3Key: ref("CodeKey") },
        MemorySize: fn.memoryMb,
        Timeout: fn.timeoutSeconds,
        LoggingConfig: { LogGroup: ref(logGroup) },
        Environment: { Variables: write.texts(fn.environment) },
        ...(fn.network === undefined ? {} : { VpcConfig: functionNetwork(fn.network) }),
      },
    },
    ...(fn.failures === undefined
      ? {}
      : {
          [`${id}Failures`]: {
            Type: "AWS::Lambda::EventInvokeConfig",
            Properties: {
              FunctionName: ref(id),
              Qualifier: "$LATEST",
              MaximumRetryAttempts: attemptsMax,
              DestinationConfig: {
                OnFailure: { Destination: write.attribute(fn.failures.part, fn.failures.attribute) },
              },
            },
          },
        }),
  };
}

export function workflowResources(workflow: WorkflowPart, write: Expressing): Resources {
  const { id } = workflow;
  const role = `${id}Role`;
  const { Statement: statements } = write.policy(workflow.statements) as { readonly Statement: readonly Value[] };
  return {
    [role]: roleResource(workflow, write, "states.amazonaws.com", statements),
    [id]: {
      Type: "AWS::StepFunctions::StateMachine",
      Properties: {
        StateMachineName: write.text(workflow.name),
        StateMachineType: "STANDARD",
        RoleArn: getAtt(role, "Arn"),
        Definition: write.data(workflow.definition),
      },
    },
  };
}

/** A role of its own for every part: what one may do, no other may. */
export function roleResource(
  part: { readonly kind: string; readonly name: FunctionPart["name"] },
  write: Expressing,
  service: string,
  statements: readonly Value[],
) {
  const suffix = part.kind === "function" ? "" : `-${part.kind}`;
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: write.text([...part.name, suffix].filter((piece) => piece !== "")),
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
      },
      Policies: [{ PolicyName: "pipeline", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
    },
  };
}
