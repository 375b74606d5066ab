import { describeCodeSigning } from "../code-signing.ts";
import type { LambdaOperation } from "../shapes.ts";

const idCharacters = 17;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateCodeSigningConfig.html */
export const createCodeSigningConfig: LambdaOperation<"CreateCodeSigningConfig"> = {
  access: () => ({ action: "lambda:CreateCodeSigningConfig", resource: "*" }),

  run({ store, ids, clock, region, account }, input) {
    const id = `csc-${ids.text(idCharacters, "0123456789abcdef")}`;
    const config = {
      id,
      arn: `arn:aws:lambda:${region}:${account}:code-signing-config:${id}`,
      description: input.Description,
      publishers: input.AllowedPublishers?.SigningProfileVersionArns ?? [],
      policy: input.CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? "Warn",
      lastModifiedAt: clock.now(),
      tags: input.Tags ?? {},
    };
    store.putCodeSigning(config);

    return { CodeSigningConfig: describeCodeSigning(config) };
  },
};
