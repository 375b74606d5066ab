import { unknownOperation } from "../errors/wire-errors.ts";
import type { Models } from "../open-models.ts";
import { header, mediaType, type RequestHead } from "../request-head.ts";
import type { Model } from "../schema/model.ts";
import type { Signature } from "../signature/signature.ts";
import { isS3Scope, isV4 } from "../signature/signature.ts";
import type { Identified, OperationRoute } from "./identified.ts";
import { identifyRest } from "./identify-rest.ts";
import { identifySite } from "./identify-site.ts";
import { type ProtocolName, type ServiceDescription, serviceOfTarget, servicesSigningAs } from "./services.ts";

/**
 * Finds the service, protocol and operation of a request from its head. The order matters: hosts of their own first, then
 * what names an operation outright, then forms, then paths, and S3 last, whose paths may be anything.
 */
export function identify(models: Models, head: RequestHead, signature: Signature | undefined): Identified {
  const target = header(head, "x-amz-target");
  if (target !== undefined) return identifyTarget(models, target, mediaType(head));
  const site = identifySite(head);
  if (site !== undefined) return site;
  if (header(head, "smithy-protocol") === "rpc-v2-cbor") return identifyCbor(models, head);
  const scope = scopeOf(signature);
  if (isForm(head, scope)) {
    const service = scope === undefined ? undefined : servicesSigningAs(scope).find(speaksQuery);
    if (service !== undefined || scope === undefined) return { kind: "form", service };
  }
  return identifyRest(models, head, scope);
}

function scopeOf(signature: Signature | undefined): string | undefined {
  if (signature === undefined || !isV4(signature)) return undefined;
  return isS3Scope(signature.service) ? "s3" : signature.service;
}

export const speaksQuery = (service: ServiceDescription): boolean =>
  service.protocols.includes("awsQuery") || service.protocols.includes("ec2Query");

function isForm(head: RequestHead, scope: string | undefined): boolean {
  if (scope === "s3") return false;
  if (head.method === "POST" && mediaType(head) === "application/x-www-form-urlencoded") return true;
  return /(?:^|&)Action=/.test(head.query);
}

function identifyTarget(models: Models, target: string, type: string): OperationRoute {
  const dot = target.lastIndexOf(".");
  const service = serviceOfTarget(target.slice(0, dot));
  if (service === undefined) throw unknownOperation(400);
  const protocol = type === "application/x-amz-json-1.1" ? "awsJson1_1" : "awsJson1_0";
  return operationRoute(models.model(service.name), service, protocol, target.slice(dot + 1));
}

/** https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#requests */
function identifyCbor(models: Models, head: RequestHead): OperationRoute {
  const path = /\/service\/([^/]+)\/operation\/([^/]+)$/.exec(head.path);
  const service = serviceOfTarget(path?.[1] ?? "");
  if (service === undefined) throw unknownOperation(404);
  return operationRoute(models.model(service.name), service, "rpcv2Cbor", path?.[2] ?? "");
}

export const operationRoute = (
  model: Model,
  service: ServiceDescription,
  protocol: ProtocolName,
  name: string,
): OperationRoute => ({
  kind: "operation",
  service,
  protocol,
  name,
  operation: model.operation(name),
  labels: noLabels,
});

const noLabels = Object.freeze({});
