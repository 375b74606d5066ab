import { pageOf } from "../../../../kernel/paging.ts";
import { checkType, resourcesOfType } from "../find-resource.ts";
import { type ControlOperation, toControl } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_ListResources.html */
export const listResources: ControlOperation<"ListResources"> = {
  access: toControl("ListResources"),

  run({ store }, input) {
    const type = checkType(input.TypeName);
    const found = [...resourcesOfType(store, type)].sort((a, b) =>
      Buffer.compare(Buffer.from(a.identifier), Buffer.from(b.identifier)),
    );
    const max = input.MaxResults ?? 100;
    const { items, next } = pageOf(found, { token: input.NextToken, max, idOf: ({ identifier }) => identifier });
    return {
      TypeName: type,
      ResourceDescriptions: items.map(({ identifier, state }) => ({
        Identifier: identifier,
        Properties: JSON.stringify({ ...state.attributes, ...state.properties }),
      })),
      NextToken: next,
    };
  },
};
