import type { JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import type { ResourceState } from "../model.ts";

/** What a resource is known by: `Ref` gives the id, `Fn::GetAtt` the attributes. */
export interface Made {
  readonly id: string;
  readonly attributes?: JsonObject;
}

/**
 * A type of resource: how the services' own operations make, change and delete it. Each step may run again after a crash.
 * To add a type: one file or entry in the file of its service, one line in `resource-types.ts`, then
 * `npm run resource-types` takes its properties from AWS's specification.
 */
export interface ResourceType {
  readonly create: (work: Work, properties: JsonObject) => Promise<Made>;
  /** In place. Without it every change replaces. */
  readonly update?: (work: Work, resource: ResourceState, properties: JsonObject) => Promise<Made>;
  /** Of what is gone already it says nothing. */
  readonly delete: (work: Work, resource: ResourceState) => Promise<void>;
  /** Keeps the data of what is about to be deleted, where its policy is `Snapshot`. */
  readonly snapshot?: (work: Work, resource: ResourceState) => Promise<void>;
  /** The properties that it has now, as far as they can be read; undefined for one that is gone. */
  readonly read?: (work: Work, resource: ResourceState) => Promise<JsonObject | undefined>;
  /** Whether a change of a property that replaces under conditions does so here. */
  readonly replaces?: (property: string, before: JsonObject, after: JsonObject) => boolean;
  /** Attributes beyond those of the specification may be asked for. */
  readonly hasOpenAttributes?: boolean;
  /** What it consists of may have changed although its properties have not: it is updated with every update of its stack. */
  readonly mayChangeWithin?: boolean;
  /** Its properties are its owner's own. */
  readonly hasOpenProperties?: boolean;
}
