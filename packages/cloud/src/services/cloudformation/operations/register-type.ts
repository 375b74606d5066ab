import { onEverything } from "../access.ts";
import { registryRefusal } from "../errors.ts";
import type { ExtensionName } from "../registry/model.ts";
import { registerDelayMs, registerJob } from "../registry/register.ts";
import type { StackOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RegisterType.html */
const reservedNames = /^(?:Alexa|AMZN|Amazon|AWS|Custom|Dev)::/;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RegisterType.html */
export const registerType: StackOperation<"RegisterType"> = {
  access: ({ ExecutionRoleArn: role, LoggingConfig: logging }) => [
    onEverything("RegisterType")(),
    ...[role, logging?.LogRoleArn]
      .filter((arn) => arn !== undefined)
      .map((resource) => ({
        action: "iam:PassRole",
        resource,
        context: { "iam:PassedToService": "cloudformation.amazonaws.com" },
      })),
  ],

  async run({ store, aws, principal, clock, ids, jobs }, input) {
    const { registry } = store;
    const { TypeName: typeName = "", Type: kind = "RESOURCE", ClientRequestToken: clientToken } = input;
    for (const known of registry.registrations()) {
      if (clientToken !== undefined && known.clientToken === clientToken) return { RegistrationToken: known.token };
    }
    if (reservedNames.test(typeName)) throw registryRefusal(`The namespace of ${typeName} is reserved.`);
    const place = placeOf(input.SchemaHandlerPackage ?? "");
    const object = { Bucket: place.bucket, Key: place.key };
    await aws.call("s3", "HeadObject", object, { principal }).catch(() => {
      throw registryRefusal(badPackage);
    });

    const name: ExtensionName = { kind, typeName };
    const now = clock.now();
    const known = registry.find(name) ?? { ...name, versions: 0, isDeprecated: false, updatedAt: now };
    const versions = known.versions + 1;
    registry.put({ ...known, versions });
    const token = ids.uuid();
    registry.putRegistration({
      ...name,
      token,
      clientToken,
      versionId: String(versions).padStart(8, "0"),
      status: "IN_PROGRESS",
      package: place,
      principal,
      executionRoleArn: input.ExecutionRoleArn,
      logging: loggingOf(input.LoggingConfig),
    });
    jobs.add(registerJob, { token }, { delayMs: registerDelayMs, lane: typeName });

    return { RegistrationToken: token };
  },
};

const badPackage =
  "Error validating schemaHandlerPackage. Check the permissions on the bucket and object in your account and try again.";

function placeOf(url: string) {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  if (bucket === undefined || key === undefined) throw registryRefusal(badPackage);
  return { bucket, key };
}

const loggingOf = (
  config: { readonly LogRoleArn?: string | undefined; readonly LogGroupName?: string | undefined } | undefined,
) =>
  config?.LogRoleArn === undefined || config.LogGroupName === undefined
    ? undefined
    : { LogRoleArn: config.LogRoleArn, LogGroupName: config.LogGroupName };
