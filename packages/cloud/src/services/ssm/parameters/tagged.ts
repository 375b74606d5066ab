import { AwsError } from "@millrace/wire";
import { invalidResource } from "../errors.ts";
import type { Parameter } from "../model.ts";
import type { SsmStore } from "../store.ts";
import { readName } from "./selector.ts";

/** Only parameters have tags here. */
export function tagged(store: SsmStore, type: string | undefined, id: string | undefined): Parameter {
  if (type !== "Parameter") {
    throw new AwsError("InvalidResourceType", `${type} is not a valid resource type.`, { status: 400 });
  }
  const parameter = store.find(readName(id ?? "").name);
  if (parameter === undefined) throw invalidResource();
  return parameter;
}
