import { header, type RequestHead } from "@millrace/wire";

/**
 * A page that somebody has put into a bucket is served from the same origin as the console, and would act as it. Opened in a
 * browser it gets an origin of its own; programs that fetch it see no difference.
 */
export const sandboxOf = (head: RequestHead): Readonly<Record<string, string>> | undefined =>
  isOpenedAsPage(head)
    ? { "content-security-policy": "sandbox allow-scripts allow-forms allow-popups allow-downloads" }
    : undefined;

const frames = new Set(["document", "iframe", "frame", "embed", "object"]);

function isOpenedAsPage(head: RequestHead): boolean {
  if (!hostsOfConsole.test(header(head, "host") ?? "")) return false;
  const destination = header(head, "sec-fetch-dest");
  if (destination !== undefined) return frames.has(destination);
  return header(head, "accept")?.includes("text/html") === true;
}

const hostsOfConsole = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;
