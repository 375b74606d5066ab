import type { LocalRequest, LocalResponse } from "../gateway/door.ts";
import { defaultAccount } from "../kernel/credentials.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { jsonResponse } from "./answers.ts";

/** Tells whether something reaches something else, and by what, or what is missing. */
export function answerReach({ head }: LocalRequest, kernel: Kernel): LocalResponse {
  const words = new URLSearchParams(head.query);
  const port = words.get("port");
  const scope = { account: words.get("account") ?? defaultAccount, region: words.get("region") ?? "us-east-1" };
  const question = { from: words.get("from") ?? "", to: words.get("to") ?? "" };
  const { passage, ...path } = kernel.reach(scope, { ...question, port: port === null ? undefined : Number(port) });
  return jsonResponse(200, {
    ...question,
    ...path,
    ...(passage === undefined ? {} : { endpoint: passage.endpointId }),
  });
}
