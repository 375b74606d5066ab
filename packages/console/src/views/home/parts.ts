import type { Stack } from "../../cloud/stacks.ts";
import { linkTo } from "../../route.ts";

/** A kind of resource that data passes through; the others are its rights, logs and the like. */
export interface PartKind {
  readonly word: string;
  /** The view that shows such a part. */
  readonly view: readonly string[];
}

export const partKinds: Readonly<Record<string, PartKind>> = {
  "AWS::S3::Bucket": { word: "Bucket", view: ["buckets"] },
  "AWS::Lambda::Function": { word: "Function", view: ["functions"] },
  "AWS::Events::Rule": { word: "Rule", view: [] },
  "AWS::Scheduler::Schedule": { word: "Schedule", view: [] },
  "AWS::Pipes::Pipe": { word: "Pipe", view: [] },
  "AWS::StepFunctions::StateMachine": { word: "Workflow", view: ["workflows"] },
  "AWS::DynamoDB::Table": { word: "Table", view: ["tables"] },
  "AWS::SNS::Topic": { word: "Topic", view: ["messages"] },
  "AWS::SQS::Queue": { word: "Queue", view: ["messages"] },
  "AWS::RDS::DBCluster": { word: "Database", view: ["databases"] },
  "AWS::RDS::DBInstance": { word: "Database", view: [] },
  "AWS::ApiGateway::RestApi": { word: "API", view: [] },
  "AWS::ApiGatewayV2::Api": { word: "API", view: [] },
};

export interface MapPart {
  /** Its name in the stack: of two kinds of things one may be named as the other. */
  readonly id: string;
  readonly physicalId: string;
  readonly name: string;
  readonly kind: PartKind;
  readonly type: string;
}

/** The parts of a stack that its map shows. */
export const partsOf = ({ resources }: Stack): MapPart[] =>
  resources.flatMap((resource) => {
    const kind = partKinds[resource.ResourceType];
    if (kind === undefined) return [];
    const name = resource.PhysicalResourceId.split(/[:/]/).at(-1) ?? "";
    const { LogicalResourceId: id, PhysicalResourceId: physicalId, ResourceType: type } = resource;
    return [{ id, physicalId, name, kind, type }];
  });

/** Workflows, topics and queues are addressed by ARN or URL, the others by name. */
export const addressOf = ({ kind, physicalId, name, type }: MapPart): string =>
  linkTo(...kind.view, /^AWS::(StepFunctions|SNS|SQS)::/.test(type) ? physicalId : name);
