import { onEverything } from "../access.ts";
import { registryRefusal } from "../errors.ts";
import { askedExtension } from "../registry/arns.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeregisterType.html */
export const deregisterType: StackOperation<"DeregisterType"> = {
  access: onEverything("DeregisterType"),

  run({ store: { registry }, clock }, input) {
    const asked = askedExtension(input);
    const extension = registry.extension(asked);
    const version = registry.version(asked, asked.versionId ?? extension.defaultVersionId);
    const live = registry.versions(asked).filter(({ isDeprecated }) => !isDeprecated);
    const hasOthers = live.some(({ id }) => id !== version.id);
    if (hasOthers && asked.versionId === undefined) {
      throw registryRefusal(
        "This type has more than one active version. Please deregister non-default active versions before attempting to deregister the type.",
      );
    }
    if (hasOthers && version.id === extension.defaultVersionId) {
      throw registryRefusal(
        `Version '${version.id}' is the default version and cannot be deregistered. Deregister the resource type '${asked.typeName}' instead.`,
      );
    }

    registry.putVersion({ ...version, isDeprecated: true });
    registry.put({ ...extension, isDeprecated: !hasOthers, updatedAt: clock.now() });

    return {};
  },
};
