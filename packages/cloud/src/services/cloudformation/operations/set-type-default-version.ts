import { onEverything } from "../access.ts";
import { typeMissing, validation } from "../errors.ts";
import { askedExtension } from "../registry/arns.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetTypeDefaultVersion.html */
export const setTypeDefaultVersion: StackOperation<"SetTypeDefaultVersion"> = {
  access: onEverything("SetTypeDefaultVersion"),

  run({ store: { registry }, clock }, input) {
    const asked = askedExtension(input);
    const extension = registry.extension(asked);
    if (asked.versionId === undefined) throw validation("Either Arn of a version or VersionId is required");
    const version = registry.version(asked, asked.versionId);
    if (version.isDeprecated) throw typeMissing(asked.typeName);

    registry.put({ ...extension, defaultVersionId: version.id, updatedAt: clock.now() });

    return {};
  },
};
