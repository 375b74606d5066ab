import type { EndpointConfiguration, PatchOperation } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../errors.ts";
import { onlyReplace } from "../patch.ts";

const types = ["REGIONAL", "EDGE", "PRIVATE"];

/** Where an API can be reached from, or AWS's refusal. */
export function endpointOf(asked: EndpointConfiguration | undefined): EndpointConfiguration {
  const given = asked?.types;
  if (given?.length === 0) throw badRequest("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.");
  if (given !== undefined && given.length > 1) throw badRequest("Cannot create an api with multiple Endpoint Types.");
  const isPrivate = given?.includes("PRIVATE") === true;
  if (isPrivate && asked?.ipAddressType === "ipv4") throw onlyDualstack();
  return {
    types: given ?? ["EDGE"],
    ipAddressType: asked?.ipAddressType ?? (isPrivate ? "dualstack" : "ipv4"),
    ...(asked?.vpcEndpointIds === undefined ? {} : { vpcEndpointIds: asked.vpcEndpointIds }),
  };
}

const onlyDualstack = () => badRequest("Only dualstack ipAddressType is supported for Private APIs.");

/** Of a patch, what speaks of the endpoint; the rest is left to others. */
export function patchedEndpoint(
  before: EndpointConfiguration,
  operations: readonly PatchOperation[],
): { readonly endpoint: EndpointConfiguration; readonly left: PatchOperation[] } {
  let endpoint = before;
  const left: PatchOperation[] = [];
  for (const operation of operations) {
    const { op, path = "", value = "" } = operation;
    if (path === "/endpointConfiguration/ipAddressType") endpoint = withAddressType(endpoint, op, value);
    else if (/^\/endpointConfiguration\/types\/[^/]+$/.test(path)) endpoint = withType(endpoint, op, value);
    else left.push(operation);
  }
  return { endpoint, left };
}

function withAddressType(
  endpoint: EndpointConfiguration,
  op: string | undefined,
  value: string,
): EndpointConfiguration {
  if (op !== "replace") throw onlyReplace();
  if (value !== "ipv4" && value !== "dualstack") throw badRequest("ipAddressType must be either ipv4 or dualstack.");
  if (value === "ipv4" && endpoint.types?.includes("PRIVATE")) throw onlyDualstack();
  return { ...endpoint, ipAddressType: value };
}

function withType(endpoint: EndpointConfiguration, op: string | undefined, value: string): EndpointConfiguration {
  if (op !== "replace") throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
  if (!types.includes(value)) {
    throw badRequest("Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE");
  }
  const ipAddressType = value === "PRIVATE" ? "dualstack" : endpoint.ipAddressType;
  return { ...endpoint, types: [value as "EDGE"], ipAddressType };
}
