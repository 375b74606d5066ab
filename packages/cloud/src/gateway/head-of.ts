import type { IncomingMessage } from "node:http";
import type { RequestHead } from "@millrace/wire";

/** What node:http says of a request, as wire takes it. Some clients send the whole URL in place of the path. */
export function headOf(request: IncomingMessage): RequestHead {
  const target = pathOf(request.url ?? "/");
  const question = target.indexOf("?");
  const { socket } = request;
  return {
    method: request.method ?? "GET",
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? "" : target.slice(question + 1),
    headers: request.headers,
    sourceIp: withoutPrefix(socket.remoteAddress ?? ""),
    isSecure: "encrypted" in socket && socket.encrypted === true,
  };
}

function pathOf(url: string): string {
  if (url.startsWith("/")) return url;
  const whole = /^https?:\/\/[^/?]*(.*)$/i.exec(url)?.[1] ?? url;
  return whole.startsWith("/") ? whole : `/${whole}`;
}

/** A socket that takes both writes IPv4 addresses as IPv6. */
const withoutPrefix = (address: string): string => (address.startsWith("::ffff:") ? address.slice(7) : address);

export const endpointOf = (head: RequestHead, address: string): string => {
  const host = head.headers["host"];
  return `${head.isSecure ? "https" : "http"}://${typeof host === "string" && host !== "" ? host : address}`;
};
