import { parseArn } from "@millrace/core";
import type { Place } from "../../reach/place.ts";
import { placeOf } from "./place-of.ts";
import type { LambdaStore } from "./store.ts";

/** Of a function, by its name or its ARN. */
export function findPlace(store: LambdaStore, name: string): Place | undefined {
  const arn = parseArn(name);
  const fn = store.find(arn === undefined ? name : (arn.resource.split(":")[1] ?? ""));
  return fn === undefined ? undefined : placeOf(fn);
}
