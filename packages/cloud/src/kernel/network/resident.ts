import type { Place } from "../../reach/place.ts";
import type { Scope } from "../operation.ts";

/** A process of the cloud's that opens connections from where it stands: a function. */
export interface Resident extends Scope {
  readonly place: Place;
  /** The ARN of its role, under which what it is refused is remembered. */
  readonly roleArn: string;
}

/** The processes of the cloud's, by the groups that the system has them in. */
export interface Residents {
  settle(group: number, resident: Resident): void;
  leave(group: number): void;
}
