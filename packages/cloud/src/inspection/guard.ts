import { header, type RequestHead } from "@millrace/wire";

/** Its presence makes a browser ask before it sends a request from another origin, and nobody here says yes. */
const consoleHeader = "x-millrace-console";

const names = new Set(["127.0.0.1", "localhost", "[::1]"]);
const loopback = /^(127\.|::1$)/;

/**
 * Why a request may not look into the cloud; undefined = it may. Only this machine may, under one of this machine's own
 * names (a page that lets its name point here does not have one), and of pages only those of this very origin.
 */
export function refusalOf(head: RequestHead, port: number): string | undefined {
  const host = header(head, "host") ?? "";
  if (!loopback.test(head.sourceIp)) return "Only this machine may look into the cloud";
  if (!isOwnHost(host, port)) return `The host "${host}" is not a name of this machine`;
  return hasForeignOrigin(head) ? "Pages of other origins may not look into the cloud" : undefined;
}

/** Why a request may not act: what only the console's own requests have. */
export function actionRefusalOf(head: RequestHead): string | undefined {
  if (header(head, consoleHeader) !== "1") return `The header ${consoleHeader}: 1 is missing`;
  if (head.method !== "POST") return undefined;
  const type = header(head, "content-type")?.split(";")[0]?.trim().toLowerCase();
  return type === "application/json" ? undefined : "The content type must be application/json";
}

/** A browser says that a page of another origin sends this. */
export function hasForeignOrigin(head: RequestHead): boolean {
  const origin = header(head, "origin");
  if (origin !== undefined) return origin !== `${head.isSecure ? "https" : "http"}://${header(head, "host") ?? ""}`;
  const site = header(head, "sec-fetch-site");
  return site !== undefined && site !== "same-origin" && site !== "none" && !isNavigation(head);
}

/** Somebody follows a link: nothing is sent along, and the page that had the link cannot read the answer. */
const isNavigation = (head: RequestHead): boolean =>
  header(head, "sec-fetch-mode") === "navigate" && header(head, "sec-fetch-dest") === "document";

function isOwnHost(host: string, port: number): boolean {
  const [, name = "", written] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  return names.has(name.toLowerCase()) && Number(written ?? 80) === port;
}
