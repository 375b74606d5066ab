import { notFound } from "../errors.ts";
import { lower, type ParameterGroup } from "../model.ts";
import type { RdsStore } from "../store.ts";

/** Throws what AWS throws for one that is not there. */
export function groupNamed(store: RdsStore, kind: "cluster-pg" | "pg", name = ""): ParameterGroup {
  const group = store.find(kind, lower(name));
  if (group !== undefined) return group;
  throw kind === "pg" ? notFound.parameterGroup(name) : notFound.clusterParameterGroup(name);
}
