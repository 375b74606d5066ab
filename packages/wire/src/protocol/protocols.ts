import type { ProtocolName } from "../identify/services.ts";
import { awsJson } from "./aws-json.ts";
import { awsQuery } from "./aws-query.ts";
import { ec2Query } from "./ec2-query.ts";
import type { Protocol } from "./protocol.ts";
import { restJson1 } from "./rest-json.ts";
import { restXml } from "./rest-xml.ts";
import { rpcv2Cbor } from "./rpcv2-cbor.ts";

export const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  awsJson1_0: awsJson("application/x-amz-json-1.0"),
  awsJson1_1: awsJson("application/x-amz-json-1.1"),
  restJson1,
  restXml,
  awsQuery,
  ec2Query,
  rpcv2Cbor,
};
