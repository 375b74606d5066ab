import { badRequest, notFound } from "../errors.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { ApiGatewayStore } from "../store.ts";

type Tags = Record<string, string>;

interface Tagged {
  readonly tags: Tags | undefined;
  readonly put: (tags: Tags) => void;
}

/** What an ARN names of all that has tags. */
function taggedBy(store: ApiGatewayStore, arn = ""): Tagged {
  const path = /^arn:aws:apigateway:[^:]*::\/(.+)$/.exec(arn)?.[1];
  if (path === undefined) throw badRequest("Invalid ARN specified in the request");
  const [kind = "", id = "", sub, name = ""] = path.split("/");
  if (kind === "restapis" && sub === "stages") {
    const stage = store.stage(id, name);
    return { tags: stage.tags, put: (tags) => store.putStage(id, { ...stage, tags }) };
  }
  if (kind === "restapis") {
    const api = store.api(id);
    return { tags: api.tags, put: (tags) => store.putApi({ ...api, tags }) };
  }
  const list = { apikeys: store.keys, usageplans: store.plans, vpclinks: store.links, domainnames: store.domains }[
    kind
  ];
  const thing = list?.get(id);
  if (list === undefined || thing === undefined) throw notFound("Invalid resource identifier specified");
  return { tags: thing.tags, put: (tags) => list.put(id, { ...thing, tags } as never) };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html */
export const tagResource: ApiGatewayOperation<"TagResource"> = {
  access: on("PUT", "/tags/{resourceArn}"),

  run({ store }, { resourceArn, tags }) {
    const tagged = taggedBy(store, resourceArn);
    tagged.put({ ...tagged.tags, ...tags });
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UntagResource.html */
export const untagResource: ApiGatewayOperation<"UntagResource"> = {
  access: on("DELETE", "/tags/{resourceArn}"),

  run({ store }, { resourceArn, tagKeys = [] }) {
    const tagged = taggedBy(store, resourceArn);
    tagged.put(Object.fromEntries(Object.entries(tagged.tags ?? {}).filter(([key]) => !tagKeys.includes(key))));
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetTags.html */
export const getTags: ApiGatewayOperation<"GetTags"> = {
  access: on("GET", "/tags/{resourceArn}"),
  run: ({ store }, { resourceArn }) => ({ tags: { ...taggedBy(store, resourceArn).tags } }),
};
