import { type Drawing, ids, named } from "../drawing.ts";
import type { Part } from "../plan.ts";

/** Where a pipeline has a database: the private network in which only its functions and endpoints are, and the database itself. */
export function networkOf({ pipeline, isKept }: Drawing): readonly Part[] {
  const { needs, database, name } = pipeline;
  if (!needs.database) return [];
  return [
    {
      kind: "network",
      id: ids.network,
      name: named(""),
      cidr: "10.42.0.0/24",
      gateways: ["s3", "dynamodb"],
      interfaces: interfacesOf(pipeline),
    },
    {
      kind: "database",
      id: ids.database,
      name: named(""),
      isKept,
      // PostgreSQL would have a name with a hyphen quoted everywhere.
      database: name.replaceAll("-", "_"),
      network: ids.network,
      minCapacity: database.minCapacity,
      maxCapacity: database.maxCapacity,
    },
  ];
}

/** The services that a function in the network calls; S3 and DynamoDB have their gateways. */
function interfacesOf({ needs, sinks, run, lookups }: Drawing["pipeline"]): readonly string[] {
  const kinds = new Set([...Object.values(sinks), ...Object.values(lookups)].map(({ kind }) => kind));
  const hasFileInside = run.mode !== "workflow";
  return [
    "secretsmanager",
    ...(kinds.has("queue") ? ["sqs"] : []),
    ...(kinds.has("events") ? ["events"] : []),
    ...(kinds.has("function") ? ["lambda"] : []),
    ...(hasFileInside && needs.topic ? ["sns"] : []),
    ...(hasFileInside && needs.workflow ? ["states"] : []),
  ];
}
