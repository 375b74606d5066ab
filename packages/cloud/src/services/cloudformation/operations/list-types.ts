import { pageOf } from "../../../kernel/paging.ts";
import { onEverything } from "../access.ts";
import { typeArn } from "../resources/public-schema.ts";
import { specifiedTypes } from "../resources/schemas.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListTypes.html */
export const listTypes: StackOperation<"ListTypes"> = {
  access: onEverything("ListTypes"),

  run(
    { region },
    { Visibility = "PRIVATE", Type: kind = "RESOURCE", Filters = {}, MaxResults: max = 100, NextToken: token },
  ) {
    const { TypeNamePrefix: prefix = "", Category: category = "AWS_TYPES" } = Filters;
    const isAsked = Visibility === "PUBLIC" && kind === "RESOURCE" && category === "AWS_TYPES";
    const names = isAsked ? specifiedTypes.filter((name) => name.startsWith(prefix)) : [];
    const { items, next } = pageOf(names, { token, max, idOf: (name) => name });
    return {
      TypeSummaries: items.map((TypeName) => ({
        Type: "RESOURCE",
        TypeName,
        TypeArn: typeArn(region, TypeName),
        Description: `Resource Type definition for ${TypeName}`,
        IsActivated: true,
      })),
      NextToken: next,
    };
  },
};
