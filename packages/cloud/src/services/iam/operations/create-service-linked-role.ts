import { upperAlphanumeric } from "@millrace/core";
import { noServiceRoleTemplate, serviceRoleTaken, suffixNotAllowed } from "../errors.ts";
import type { Role } from "../model.ts";
import { describeNewRole } from "../outputs.ts";
import { serviceLinkedPath, serviceLinkedRole } from "../service-linked-roles.ts";
import { arnOf, type IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html */
export const createServiceLinkedRole: IamOperation<"CreateServiceLinkedRole"> = {
  access: (input, scope) => ({
    action: "iam:CreateServiceLinkedRole",
    resource: arnOf("role", scope, "*", serviceLinkedPath(input.AWSServiceName)),
    context: { "iam:AWSServiceName": input.AWSServiceName },
  }),

  run({ store, account, ids, clock }, input) {
    const template = serviceLinkedRole(input.AWSServiceName);
    if (template === undefined) throw noServiceRoleTemplate(input.AWSServiceName);
    const suffix = input.CustomSuffix;
    if (suffix !== undefined && template.takesSuffix !== true) throw suffixNotAllowed(template.service);
    const name = suffix === undefined ? template.name : `${template.name}_${suffix}`;
    if (store.roles.find(name) !== undefined) throw serviceRoleTaken(name);
    const path = serviceLinkedPath(template.service);
    const role: Role = {
      name,
      path,
      trustPolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: template.service }, Action: "sts:AssumeRole" }],
      }),
      id: `AROA${ids.text(17, upperAlphanumeric)}`,
      arn: arnOf("role", { account }, name, path),
      createdAt: clock.now(),
      description: input.Description ?? template.description,
      maxSessionSeconds: 3600,
      tags: {},
      inlinePolicies: {},
      attachedPolicyArns: [`arn:aws:iam::aws:policy/${template.policy}`],
    };

    store.roles.put(role);

    return { Role: describeNewRole(role) };
  },
};
