import type { Principal } from "../../../kernel/principal.ts";
import type { JsonObject } from "../../../sdk-calls/json.ts";
import type { ResourceState, Unfinished } from "../model.ts";

/** A request to make, change or delete one resource, and how far it is. */
export interface ResourceRequest {
  readonly token: string;
  readonly clientToken?: string | undefined;
  readonly type: string;
  readonly operation: "CREATE" | "UPDATE" | "DELETE";
  readonly status: "PENDING" | "IN_PROGRESS" | "SUCCESS" | "FAILED" | "CANCEL_COMPLETE";
  readonly message?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly identifier?: string | undefined;
  readonly properties: JsonObject;
  readonly at: number;
  readonly principal: Principal;
  readonly roleArn?: string | undefined;
  readonly work?: Unfinished | undefined;
}

/** A resource that was made here, by the id that the specification gives its type. */
export interface ControlledResource {
  readonly type: string;
  readonly identifier: string;
  readonly state: ResourceState;
}
