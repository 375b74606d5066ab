import type { JsonObject } from "../../../sdk-calls/json.ts";
import type { Template } from "../templates/template.ts";
import { needsExpansion } from "../transforms/apply-transforms.ts";

/** Types that give rights, with the property that names them. */
const iamTypes: Readonly<Record<string, string | undefined>> = {
  "AWS::IAM::AccessKey": undefined,
  "AWS::IAM::Group": "GroupName",
  "AWS::IAM::InstanceProfile": "InstanceProfileName",
  "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
  "AWS::IAM::Policy": undefined,
  "AWS::IAM::Role": "RoleName",
  "AWS::IAM::User": "UserName",
  "AWS::IAM::UserToGroupAddition": undefined,
};

/** What a template's owner has to acknowledge. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export function capabilitiesOf(body: JsonObject, template: Template): string[] {
  const rights = Object.values(template.resources).filter(({ type }) => type in iamTypes);
  const isNamed = rights.some(({ type, properties }) => {
    const name = iamTypes[type];
    return name !== undefined && name in properties;
  });
  const iam = rights.length === 0 ? [] : [isNamed ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM"];
  return needsExpansion(body) ? [...iam, "CAPABILITY_AUTO_EXPAND"] : iam;
}

/** Why, as ValidateTemplate and GetTemplateSummary say it. */
export function capabilitiesReason(template: Template): string | undefined {
  const types = [...new Set(Object.values(template.resources).map(({ type }) => type))].filter(
    (type) => type in iamTypes,
  );
  return types.length === 0 ? undefined : `The following resource(s) require capabilities: [${types.join(", ")}]`;
}
