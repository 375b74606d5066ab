import { header, mediaType, type RequestHead } from "../request-head.ts";
import {
  type ProtocolName,
  type ServiceDescription,
  s3Service,
  serviceOfTarget,
  servicesSigningAs,
} from "./services.ts";

/** In whose words to refuse a request of which not even the service could be found out. */
export interface Guess {
  readonly service: ServiceDescription;
  readonly protocol: ProtocolName;
}

export function guess(head: RequestHead): Guess {
  const target = header(head, "x-amz-target");
  if (target !== undefined) {
    const service = serviceOfTarget(target.slice(0, target.lastIndexOf("."))) ?? nobody;
    return { service, protocol: mediaType(head) === "application/x-amz-json-1.0" ? "awsJson1_0" : "awsJson1_1" };
  }
  if (header(head, "smithy-protocol") === "rpc-v2-cbor") return { service: nobody, protocol: "rpcv2Cbor" };
  const scope = /Credential=[^,&]*?(?:\/|%2F)([a-z0-9-]+)(?:\/|%2F)aws4_request/.exec(
    `${header(head, "authorization") ?? ""}&${head.query}`,
  )?.[1];
  if (mediaType(head) === "application/x-www-form-urlencoded" || /(?:^|&)Action=/.test(head.query)) {
    const service = servicesSigningAs(scope ?? "").find((one) => one.protocols.some((name) => name.endsWith("Query")));
    return { service: service ?? nobody, protocol: service?.name === "ec2" ? "ec2Query" : "awsQuery" };
  }
  const service = scope === undefined ? s3Service : servicesSigningAs(scope)[0];
  if (service === undefined) return { service: nobody, protocol: "restJson1" };
  return { service, protocol: service.protocols[0] ?? "restJson1" };
}

/** Stands in for a service that does not exist. */
const nobody: ServiceDescription = { name: "", signingName: "", version: "", protocols: [] };
