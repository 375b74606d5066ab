import type { RoutingRule } from "@aws-sdk/client-s3";
import { header } from "@millrace/wire";
import type { LocalResponse } from "../../../gateway/door.ts";
import type { Visit } from "./visit.ts";

/** A bucket that only sends its visitors on. */
export function redirectAll({ configuration, key, request }: Visit): LocalResponse | undefined {
  const target = configuration.RedirectAllRequestsTo;
  if (target === undefined) return undefined;
  const protocol = target.Protocol ?? protocolOf(request);
  return to(301, `${protocol}://${target.HostName}/${encodeURI(key)}`);
}

/**
 * Follows the first routing rule that holds: before anything is read, or after reading failed with `status`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html#advanced-conditional-redirects
 */
export function redirectByRule(visit: Visit, status: number | undefined): LocalResponse | undefined {
  const rule = visit.configuration.RoutingRules?.find((one) => holds(one, visit.key, status));
  const redirect = rule?.Redirect;
  if (redirect === undefined) return undefined;
  const { HostName, Protocol, HttpRedirectCode, ReplaceKeyWith, ReplaceKeyPrefixWith } = redirect;
  const prefix = rule?.Condition?.KeyPrefixEquals ?? "";
  const replaced =
    ReplaceKeyPrefixWith === undefined ? visit.key : ReplaceKeyPrefixWith + visit.key.slice(prefix.length);
  const host = HostName ?? header(visit.request.head, "host") ?? "";
  const path = encodeURI(ReplaceKeyWith ?? replaced);
  return to(Number(HttpRedirectCode ?? 301), `${Protocol ?? protocolOf(visit.request)}://${host}/${path}`);
}

function holds({ Condition: condition }: RoutingRule, key: string, status: number | undefined): boolean {
  const { HttpErrorCodeReturnedEquals: code, KeyPrefixEquals: prefix } = condition ?? {};
  const isItsTime = code === undefined ? status === undefined : code === String(status);
  return isItsTime && (prefix === undefined || key.startsWith(prefix));
}

const protocolOf = ({ head }: Visit["request"]): string => (head.isSecure ? "https" : "http");

const to = (status: number, location: string): LocalResponse => ({ status, headers: { location }, body: "" });
