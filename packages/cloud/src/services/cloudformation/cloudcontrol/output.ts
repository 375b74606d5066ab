import type { ProgressEvent } from "@aws-sdk/client-cloudcontrol";
import type { ResourceRequest } from "./model.ts";

export const progressOutput = (request: ResourceRequest): ProgressEvent => ({
  TypeName: request.type,
  Identifier: request.identifier,
  RequestToken: request.token,
  Operation: request.operation,
  OperationStatus: request.status,
  EventTime: new Date(request.at),
  ...(request.operation === "DELETE" ? {} : { ResourceModel: JSON.stringify(request.properties) }),
  StatusMessage: request.message,
  ErrorCode: request.errorCode as ProgressEvent["ErrorCode"],
});
