import { isKnownType } from "../resources/resource-types.ts";
import type { StackStore } from "../store.ts";
import { resourceNotFound, typeNotFound } from "./errors.ts";
import { identifierOf } from "./identifier.ts";
import type { ControlledResource } from "./model.ts";

export function checkType(type: string): string {
  if (!isKnownType(type)) throw typeNotFound(type);
  return type;
}

/** Those that were made through Cloud Control, then those of stacks. */
export function* resourcesOfType(store: StackStore, type: string): IterableIterator<ControlledResource> {
  yield* store.controlled(type);
  for (const stack of store.stacks()) {
    for (const { state } of store.resources(stack.id)) {
      if (state?.type === type && stack.status !== "DELETE_COMPLETE")
        yield { type, identifier: identifierOf(state), state };
    }
  }
}

/** Throws ResourceNotFoundException. */
export function findResource(store: StackStore, type: string, identifier: string): ControlledResource {
  for (const resource of resourcesOfType(store, type)) {
    if (resource.identifier === identifier || resource.state.physicalId === identifier) return resource;
  }
  throw resourceNotFound(type, identifier);
}
