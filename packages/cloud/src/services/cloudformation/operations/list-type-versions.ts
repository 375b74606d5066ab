import { pageOf } from "../../../kernel/paging.ts";
import { onEverything } from "../access.ts";
import { askedExtension } from "../registry/arns.ts";
import { aboutSchema } from "../registry/outputs.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListTypeVersions.html */
export const listTypeVersions: StackOperation<"ListTypeVersions"> = {
  access: onEverything("ListTypeVersions"),

  run({ store: { registry } }, input) {
    const { MaxResults: max = 100, NextToken: token, DeprecatedStatus: status = "LIVE" } = input;
    const extension = registry.extension(askedExtension(input));
    const versions = registry
      .versions(extension)
      .filter(({ isDeprecated }) => isDeprecated === (status === "DEPRECATED"));
    const { items, next } = pageOf(versions, { token, max, idOf: ({ id }) => id });
    return {
      TypeVersionSummaries: items.map((version) => ({
        Type: version.kind,
        TypeName: version.typeName,
        VersionId: version.id,
        IsDefaultVersion: version.id === extension.defaultVersionId,
        Arn: registry.arn(version, version.id),
        TimeCreated: new Date(version.createdAt),
        Description: aboutSchema(version).description,
      })),
      NextToken: next,
    };
  },
};
