import { domainOf } from "../domains/domain-names.ts";
import { badRequest } from "../errors.ts";
import { type HttpApiOperation, on } from "../shapes.ts";
import type { HttpApiStore } from "../store.ts";

type Tags = Record<string, string>;

/** APIs, their stages and custom names have tags. */
function taggedBy(store: HttpApiStore, arn = ""): { readonly tags: Tags; readonly put: (tags: Tags) => void } {
  const name = /\/domainnames\/([^/]+)$/.exec(arn)?.[1];
  if (name !== undefined) {
    const domain = domainOf(store, name);
    return { tags: { ...domain.Tags }, put: (Tags) => store.domains.put(name, { ...domain, Tags }) };
  }
  const [, id = "", stageName] = /\/apis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(arn) ?? [];
  if (id === "") throw badRequest("Invalid ARN specified in the request");
  if (stageName === undefined) {
    const api = store.api(id);
    return { tags: { ...api.Tags }, put: (Tags) => store.putApi({ ...api, Tags }) };
  }
  const stage = store.stages.get(id, stageName);
  return { tags: { ...stage.Tags }, put: (Tags) => store.stages.put(id, { ...stage, Tags }) };
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#TagResource */
export const tagResource: HttpApiOperation<"TagResource"> = {
  access: on("POST", "/tags/{ResourceArn}"),

  run({ store }, { ResourceArn, Tags = {} }) {
    const tagged = taggedBy(store, ResourceArn);
    tagged.put({ ...tagged.tags, ...Tags });
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#UntagResource */
export const untagResource: HttpApiOperation<"UntagResource"> = {
  access: on("DELETE", "/tags/{ResourceArn}"),

  run({ store }, { ResourceArn, TagKeys = [] }) {
    const tagged = taggedBy(store, ResourceArn);
    tagged.put(Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !TagKeys.includes(key))));
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetTags */
export const getTags: HttpApiOperation<"GetTags"> = {
  access: on("GET", "/tags/{ResourceArn}"),
  run: ({ store }, { ResourceArn }) => ({ Tags: taggedBy(store, ResourceArn).tags }),
};
