import { checkCodeSigningConfig, describeCodeSigning } from "../code-signing.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateCodeSigningConfig.html */
export const updateCodeSigningConfig: LambdaOperation<"UpdateCodeSigningConfig"> = {
  access: (input) => ({ action: "lambda:UpdateCodeSigningConfig", resource: input.CodeSigningConfigArn }),

  run({ store, clock }, input) {
    const before = checkCodeSigningConfig(store, input.CodeSigningConfigArn);
    const config = {
      ...before,
      description: input.Description ?? before.description,
      publishers: input.AllowedPublishers?.SigningProfileVersionArns ?? before.publishers,
      policy: input.CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? before.policy,
      lastModifiedAt: clock.now(),
    };
    store.putCodeSigning(config);

    return { CodeSigningConfig: describeCodeSigning(config) };
  },
};
