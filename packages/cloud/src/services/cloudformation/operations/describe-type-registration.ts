import { onEverything } from "../access.ts";
import { registryRefusal } from "../errors.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeTypeRegistration.html */
export const describeTypeRegistration: StackOperation<"DescribeTypeRegistration"> = {
  access: onEverything("DescribeTypeRegistration"),

  run({ store: { registry } }, { RegistrationToken: token = "" }) {
    const registration = registry.registration(token);
    if (registration === undefined) throw registryRefusal(`No registration token matches ${token}.`);
    return {
      ProgressStatus: registration.status,
      Description: registration.description,
      TypeArn: registry.arn(registration),
      TypeVersionArn: registry.arn(registration, registration.versionId),
    };
  },
};
