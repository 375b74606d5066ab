import type { LocalResponse, SiteRequest } from "../../../gateway/door.ts";
import type { Call } from "../../../kernel/operation.ts";
import { isObject, type Json } from "../../../sdk-calls/json.ts";
import type { StackStore } from "../store.ts";
import { toText } from "../templates/text.ts";

/** Takes what custom resources answer, and what is signalled to wait conditions. */
export function serveSignal(call: Call<StackStore>, { site, head, body }: SiteRequest): LocalResponse | undefined {
  if (site.kind !== "stack-signal" || head.method !== "PUT") return undefined;
  const text = body.toString("utf8");
  const said = readJson(text);
  if (!isObject(said) || said["Status"] === undefined) return { status: 400, headers: {}, body: "" };
  const { Status: status, Reason: reason = "", UniqueId: uniqueId = "", Data: data = "" } = said;
  const isAnswer = said["RequestId"] !== undefined;
  call.store.addSignal(site.token, {
    uniqueId: isAnswer ? "" : toText(uniqueId),
    isSuccess: status === "SUCCESS",
    reason: toText(reason),
    body: isAnswer ? text : toText(data),
  });
  return { status: 200, headers: {}, body: "" };
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
