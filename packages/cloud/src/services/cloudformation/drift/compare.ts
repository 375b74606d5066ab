import { isDeepStrictEqual } from "node:util";
import type { Call } from "../../../kernel/operation.ts";
import type { JsonObject } from "../../../sdk-calls/json.ts";
import { resourceWork } from "../engine/resource-work.ts";
import type { Stack, StackResource } from "../model.ts";
import { resourceType } from "../resources/resource-types.ts";
import type { StackStore } from "../store.ts";
import { asTexts } from "../templates/text.ts";
import type { ResourceDrift } from "./model.ts";

/** Reads what a resource is now, and keeps whether that is what its stack made of it. */
export async function compareResource(
  call: Call<StackStore>,
  stack: Stack,
  resource: StackResource,
): Promise<ResourceDrift> {
  const { logicalId, state } = resource;
  const read = state === undefined ? undefined : resourceType(state.type).handler.read;
  if (state === undefined || read === undefined) return { logicalId, status: "NOT_CHECKED", expected: {} };
  const work = resourceWork(call, { ...stack, principal: call.principal }, logicalId);
  const actual = await read(work, state);
  const status = actual === undefined ? "DELETED" : isSame(state.properties, actual) ? "IN_SYNC" : "MODIFIED";
  const { store, clock } = call;
  const now = store.resource(stack.id, logicalId);
  if (now !== undefined) store.putResource(stack.id, { ...now, drift: { status, at: clock.now() } });
  return { logicalId, status, expected: state.properties, actual };
}

const isSame = (expected: JsonObject, actual: JsonObject): boolean =>
  isDeepStrictEqual(asTexts(expected), asTexts(actual));

/** The paths of top-level properties that are other than they should be. */
export const differencesOf = ({ expected, actual = {} }: ResourceDrift) =>
  Object.entries(expected).flatMap(([name, value]) => {
    const found = actual[name];
    if (isDeepStrictEqual(asTexts(value), found === undefined ? undefined : asTexts(found))) return [];
    return [
      {
        PropertyPath: `/${name}`,
        ExpectedValue: JSON.stringify(asTexts(value)),
        ActualValue: found === undefined ? "null" : JSON.stringify(asTexts(found)),
        DifferenceType: found === undefined ? ("REMOVE" as const) : ("NOT_EQUAL" as const),
      },
    ];
  });
