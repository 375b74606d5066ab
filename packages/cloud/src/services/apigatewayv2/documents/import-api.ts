import { newApi } from "../apis/apis.ts";
import { dates, updated } from "../model.ts";
import { type HttpApiOperation, on } from "../shapes.ts";
import { readDocument } from "./read-document.ts";

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#ImportApi */
export const importApi: HttpApiOperation<"ImportApi"> = {
  access: on("PUT", "/apis"),

  run(call, { Body }) {
    const { api, ...parts } = readDocument(call.ids, Body);
    const made = newApi(call, { ...api, ProtocolType: "HTTP" });

    call.store.putApi(made);
    call.store.putParts(made.ApiId, parts);
    return dates(made);
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#ReimportApi */
export const reimportApi: HttpApiOperation<"ReimportApi"> = {
  access: on("PUT", "/apis/{ApiId}"),

  run({ store, ids }, { ApiId, Body }) {
    const before = store.api(ApiId);
    const { api, ...parts } = readDocument(ids, Body);
    const changed = updated(before, api, ["Name", "Description", "Version", "CorsConfiguration"]);

    store.putApi(changed);
    store.putParts(changed.ApiId, parts);
    return dates(changed);
  },
};
