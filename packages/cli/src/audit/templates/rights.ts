import { type PolicyDocument, type Statement, statementsOf } from "../account.ts";
import { type AuditedResource, type AuditedTemplate, objectsOf, textsOf } from "./audited-template.ts";
import { resourceOf } from "./names.ts";

/** A policy and the resource that it is written in. */
export interface WrittenPolicy {
  readonly at: AuditedResource;
  readonly name: string;
  readonly document: PolicyDocument;
}

const documentOf = (value: unknown): PolicyDocument => {
  const document = (typeof value === "object" && value !== null ? value : {}) as Partial<PolicyDocument>;
  return { Statement: document.Statement ?? [] };
};

/** What is granted to roles, users and groups. */
export function policiesIn({ resources }: AuditedTemplate): readonly WrittenPolicy[] {
  return resources.flatMap((at): WrittenPolicy[] => {
    if (!at.type.startsWith("AWS::IAM::")) return [];
    const { Policies: inline, PolicyDocument: own, PolicyName: name } = at.properties;
    const written = own === undefined ? [] : [{ at, name: String(name ?? at.id), document: documentOf(own) }];
    const inner = objectsOf(inline).map((policy) => ({
      at,
      name: String(policy["PolicyName"]),
      document: documentOf(policy["PolicyDocument"]),
    }));
    return [...written, ...inner];
  });
}

/** Every statement that allows something to roles, users and groups. */
export const grantsIn = (template: AuditedTemplate): readonly (WrittenPolicy & { readonly statement: Statement })[] =>
  policiesIn(template).flatMap((policy) =>
    statementsOf(policy.document)
      .filter(({ Effect }) => Effect === "Allow")
      .map((statement) => ({ ...policy, statement })),
  );

/** Whom resources and roles let in. */
export const doorsIn = ({ resources }: AuditedTemplate): readonly WrittenPolicy[] =>
  resources.flatMap((at): WrittenPolicy[] => {
    const {
      AssumeRolePolicyDocument: trust,
      PolicyDocument: own,
      KeyPolicy: key,
      ResourcePolicy: other,
    } = at.properties;
    const isOwn = !at.type.startsWith("AWS::IAM::");
    const documents = [trust, isOwn ? own : undefined, key, other].filter((document) => document !== undefined);
    return documents.map((document) => ({ at, name: at.id, document: documentOf(document) }));
  });

/** What the role of a function or a state machine allows. */
export function grantsOf(template: AuditedTemplate, holder: AuditedResource): readonly Statement[] {
  const role = resourceOf(template, holder.properties["Role"] ?? holder.properties["RoleArn"]);
  if (role === undefined) return [];
  const attached = textsOf(role.properties["ManagedPolicyArns"]).map((arn) => resourceOf(template, arn)?.id);
  return policiesIn(template)
    .filter(
      ({ at }) =>
        at.id === role.id ||
        attached.includes(at.id) ||
        textsOf(at.properties["Roles"]).some((name) => resourceOf(template, name)?.id === role.id),
    )
    .flatMap(({ document }) => statementsOf(document))
    .filter(({ Effect }) => Effect === "Allow");
}
