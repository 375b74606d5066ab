import type { CodeSigningConfig, CodeSigningPolicy } from "@aws-sdk/client-lambda";
import { noCodeSigningConfig } from "./errors.ts";
import type { CodeSigning } from "./model.ts";
import type { LambdaStore } from "./store.ts";

/** Throws CodeSigningConfigNotFoundException unless the ARN names a configuration that is there. */
export function checkCodeSigningConfig(store: LambdaStore, arn: string): CodeSigning {
  const config = store.codeSigning(arn.split(":").at(-1) ?? "");
  if (config === undefined || config.arn !== arn) throw noCodeSigningConfig(arn);
  return config;
}

export const describeCodeSigning = (config: CodeSigning): CodeSigningConfig => ({
  CodeSigningConfigId: config.id,
  CodeSigningConfigArn: config.arn,
  ...(config.description === undefined ? {} : { Description: config.description }),
  AllowedPublishers: { SigningProfileVersionArns: [...config.publishers] },
  CodeSigningPolicies: { UntrustedArtifactOnDeployment: config.policy as CodeSigningPolicy },
  LastModified: new Date(config.lastModifiedAt).toISOString().replace("Z", "+0000"),
});
