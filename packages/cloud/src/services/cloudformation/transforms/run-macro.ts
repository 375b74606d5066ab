import type { Call } from "../../../kernel/operation.ts";
import { callService } from "../../../sdk-calls/call-service.ts";
import { isObject, type Json } from "../../../sdk-calls/json.ts";
import { validation } from "../errors.ts";
import type { StackStore } from "../store.ts";
import { toText } from "../templates/text.ts";
import type { TransformContext, Use } from "./transform.ts";

/**
 * Has the function of a macro transform what it is used on.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-author.html
 */
export async function runMacro(
  call: Call<StackStore>,
  { name, parameters, fragment }: Use,
  { values, place }: TransformContext,
): Promise<Json> {
  const functionName = call.store.macro(name);
  if (functionName === undefined) {
    throw validation(`No transform named ${call.account}::${name} found.`);
  }
  const requestId = call.ids.uuid();
  const event = {
    accountId: call.account,
    region: place.region,
    fragment,
    transformId: `${call.account}::${name}`,
    params: parameters,
    requestId,
    templateParameterValues: Object.fromEntries(values.map(({ key, value, resolved }) => [key, resolved ?? value])),
  };
  const { Payload: payload = "{}", FunctionError: failed } = await callService(call.aws, "lambda", "Invoke", {
    parameters: { FunctionName: functionName, Payload: JSON.stringify(event) },
    principal: call.principal,
  });
  if (failed !== undefined) throw validation(`Received malformed response from transform ${call.account}::${name}`);
  const answer = readAnswer(toText(payload));
  if (!isObject(answer) || answer["requestId"] !== requestId || answer["fragment"] === undefined) {
    throw validation(`Received malformed response from transform ${call.account}::${name}`);
  }
  if (answer["status"] !== "success") {
    const { errorMessage: message } = answer;
    const how = message === undefined ? "without an error message." : `with: ${toText(message)}`;
    throw validation(`Transform ${call.account}::${name} failed ${how}`);
  }
  return answer["fragment"];
}

function readAnswer(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}
