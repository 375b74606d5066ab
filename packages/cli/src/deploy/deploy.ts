import type { Plan, Resource, ResourceKind } from "@millrace/plan";
import { putBucket } from "./bucket.ts";
import type { Clients } from "./clients.ts";
import { connect } from "./connection.ts";
import { putFunction } from "./function.ts";
import { putLogGroup } from "./log-group.ts";
import { putRole } from "./role.ts";
import { putTable } from "./table.ts";

/** What became of one part of a plan. */
export type Change = "created" | "updated" | "unchanged";

export interface Deployed {
  readonly kind: ResourceKind | "connection";
  readonly name: string;
  readonly change: Change;
}

export interface DeployOptions {
  readonly plan: Plan;
  /** The function's code as a zip. */
  readonly code: Buffer;
  readonly clients: Clients;
  /** Told of each part when it stands. */
  readonly tell: (deployed: Deployed) => void;
}

/** Brings a cloud to what a plan says, through AWS's own APIs. What stands already is left or updated, never made twice. */
export async function deploy({ plan, code, clients, tell }: DeployOptions): Promise<void> {
  for (const resource of plan.resources) {
    const change = await put(resource, { plan, code, clients });
    tell({ kind: resource.kind, name: resource.name, change });
  }
  for (const connection of plan.connections) {
    const change = await connect(connection, clients);
    tell({ kind: "connection", name: `${connection.bucket}/${connection.prefix}`, change });
  }
}

function put(resource: Resource, { plan, code, clients }: Omit<DeployOptions, "tell">): Promise<Change> {
  switch (resource.kind) {
    case "table":
      return putTable(resource, clients);
    case "bucket":
      return putBucket(resource, plan.region, clients);
    case "log-group":
      return putLogGroup(resource, clients);
    case "role":
      return putRole(resource, plan.statements, clients);
    case "function":
      return putFunction(resource, code, clients);
  }
}
