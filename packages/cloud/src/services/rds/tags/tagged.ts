import type { Tag } from "@aws-sdk/client-rds";
import { parseArn } from "@millrace/core";
import { invalidValue, notFound } from "../errors.ts";
import type { Kind } from "../model.ts";
import type { RdsStore } from "../store.ts";

interface Tagged {
  readonly kind: Kind;
  readonly id: string;
  readonly tags: Tag[];
}

const missing: Readonly<Record<Kind, (id: string) => Error>> = {
  cluster: notFound.cluster,
  db: notFound.instance,
  subgrp: notFound.subnetGroup,
  "cluster-pg": notFound.clusterParameterGroup,
  pg: notFound.parameterGroup,
  "cluster-snapshot": notFound.clusterSnapshot,
  snapshot: notFound.snapshot,
};

/** What an ARN names. */
export function tagged(store: RdsStore, arn: string | undefined): Tagged {
  const [kind = "", id = ""] = parseArn(arn ?? "")?.resource.split(":") ?? [];
  if (!Object.hasOwn(missing, kind)) throw invalidValue(`Invalid resource name: ${arn}`);
  const noun = store.find(kind as Kind, id);
  if (noun === undefined) throw missing[kind as Kind](id);
  return { kind: kind as Kind, id, tags: noun.tags };
}

export function putTags(store: RdsStore, { kind, id }: Tagged, tags: Tag[]): void {
  const noun = store.find(kind, id);
  if (noun !== undefined) store.put(kind, id, { ...noun, tags });
}
