import type { Shapes } from "../shapes.ts";
import type { AuthorizationType } from "./secret.ts";

type Created = Shapes["CreateConnection"]["input"];
export type AuthParameters = NonNullable<Created["AuthParameters"]>;

/** How API destinations prove who they are. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection.html */
export interface Connection {
  readonly name: string;
  readonly id: string;
  readonly description?: string | undefined;
  readonly authorizationType: AuthorizationType;
  /** With its secrets. */
  readonly auth: AuthParameters;
  readonly kmsKeyIdentifier?: string | undefined;
  readonly secretArn: string;
  readonly state: "AUTHORIZED" | "AUTHORIZING" | "DEAUTHORIZED" | "DEAUTHORIZING" | "UPDATING";
  readonly stateReason?: string | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly authorizedAt?: number | undefined;
}

export interface ApiDestination {
  readonly name: string;
  readonly id: string;
  readonly description?: string | undefined;
  readonly connectionArn: string;
  readonly endpoint: string;
  readonly method: string;
  readonly ratePerSecond: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-global-endpoints.html */
export interface Endpoint {
  readonly name: string;
  readonly id: string;
  readonly input: Shapes["CreateEndpoint"]["input"];
  readonly createdAt: number;
  readonly modifiedAt: number;
}
