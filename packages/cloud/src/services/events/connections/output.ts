import type { Scope } from "../../../kernel/operation.ts";
import { connectionArn, destinationArn, endpointArn } from "../model.ts";
import type { ApiDestination, Connection, Endpoint } from "./connection.ts";

export const connectionState = (scope: Scope, connection: Connection) => ({
  ConnectionArn: connectionArn(scope, connection.name, connection.id),
  ConnectionState: connection.state,
  CreationTime: new Date(connection.createdAt),
  LastModifiedTime: new Date(connection.modifiedAt),
});

export const authorizedTime = ({ authorizedAt }: Connection) =>
  authorizedAt === undefined ? {} : { LastAuthorizedTime: new Date(authorizedAt) };

export const connectionOutput = (scope: Scope, connection: Connection) => ({
  ...connectionState(scope, connection),
  ...authorizedTime(connection),
  Name: connection.name,
  AuthorizationType: connection.authorizationType,
  ...(connection.stateReason === undefined ? {} : { StateReason: connection.stateReason }),
});

/** An API destination works for as long as its connection does. */
export const destinationState = (scope: Scope, destination: ApiDestination, connection: Connection | undefined) => ({
  ApiDestinationArn: destinationArn(scope, destination.name, destination.id),
  ApiDestinationState: connection?.state === "AUTHORIZED" ? ("ACTIVE" as const) : ("INACTIVE" as const),
  CreationTime: new Date(destination.createdAt),
  LastModifiedTime: new Date(destination.modifiedAt),
});

export const destinationOutput = (scope: Scope, destination: ApiDestination, connection: Connection | undefined) => ({
  ...destinationState(scope, destination, connection),
  Name: destination.name,
  ConnectionArn: destination.connectionArn,
  InvocationEndpoint: destination.endpoint,
  HttpMethod: destination.method as "POST",
  InvocationRateLimitPerSecond: destination.ratePerSecond,
});

export const endpointOutput = (scope: Scope, { name, id, input, createdAt, modifiedAt }: Endpoint) => ({
  Name: name,
  Arn: endpointArn(scope, name),
  ...(input.Description === undefined ? {} : { Description: input.Description }),
  RoutingConfig: input.RoutingConfig,
  ReplicationConfig: input.ReplicationConfig ?? { State: "ENABLED" as const },
  EventBuses: input.EventBuses,
  ...(input.RoleArn === undefined ? {} : { RoleArn: input.RoleArn }),
  EndpointId: id,
  EndpointUrl: `https://${id}.endpoint.events.amazonaws.com`,
  State: "ACTIVE" as const,
  CreationTime: new Date(createdAt),
  LastModifiedTime: new Date(modifiedAt),
});
