import { isArray, isObject, type Json, type JsonObject } from "../../../../sdk-calls/json.ts";
import { objectOf, tagList } from "./expansion.ts";
import { policyTemplates } from "./policy-templates.ts";

interface RoleOptions {
  readonly service: string;
  /** Policies of AWS, by their paths. */
  readonly managed: readonly string[];
  readonly properties: JsonObject;
  readonly condition: JsonObject;
}

/** The role that a function or state machine gets when it names none. */
export function executionRole({ service, managed, properties, condition }: RoleOptions): JsonObject {
  const written = properties["Policies"];
  const policies = written === undefined ? [] : isArray(written) ? written : [written];
  const inline = policies.flatMap((policy, index): Json[] => {
    const document = documentOf(policy);
    return document === undefined ? [] : [{ PolicyName: `Policy${index}`, PolicyDocument: document }];
  });
  const named = policies.filter((policy) => documentOf(policy) === undefined).map(managedArn);
  return {
    Type: "AWS::IAM::Role",
    ...condition,
    Properties: {
      AssumeRolePolicyDocument: properties["AssumeRolePolicyDocument"] ?? {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { Service: [service] } }],
      },
      ManagedPolicyArns: [...managed.map((path) => `arn:aws:iam::aws:policy/${path}`), ...named],
      ...(inline.length === 0 ? {} : { Policies: inline }),
      ...(properties["PermissionsBoundary"] === undefined
        ? {}
        : { PermissionsBoundary: properties["PermissionsBoundary"] }),
      ...(properties["RolePath"] === undefined ? {} : { Path: properties["RolePath"] }),
      Tags: tagList(properties["Tags"]),
    },
  };
}

/** A document, or what a template of one makes of its parameters; undefined for the name of a managed policy. */
function documentOf(policy: Json): Json | undefined {
  if (!isObject(policy)) return undefined;
  if (policy["Statement"] !== undefined) return { Version: "2012-10-17", ...policy };
  const [[name, parameters] = ["", {}]] = Object.entries(policy);
  const template = policyTemplates[name];
  if (template === undefined) return undefined;
  return { Version: "2012-10-17", Statement: template(objectOf(parameters)) };
}

const managedArn = (policy: Json): Json =>
  typeof policy === "string" && !policy.startsWith("arn:") ? `arn:aws:iam::aws:policy/${policy}` : policy;
