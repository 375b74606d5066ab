import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { header } from "@millrace/wire";
import type { LocalRequest, LocalResponse } from "../gateway/door.ts";
import { securityHeaders } from "./answers.ts";

/** The files of the console, and nothing else of the folder. */
const types: Readonly<Record<string, string>> = {
  "index.html": "text/html; charset=utf-8",
  "app.js": "text/javascript; charset=utf-8",
  "app.css": "text/css; charset=utf-8",
};

const place = "/_console";

/** The page at `/_console` and its two files; undefined for anything else. */
export function consoleFile({ head }: LocalRequest, folder: string | undefined): LocalResponse | undefined {
  if (folder === undefined || (head.method !== "GET" && head.method !== "HEAD")) return undefined;
  if (head.path === place) return { status: 302, headers: { ...securityHeaders, location: `${place}/` }, body: "" };
  if (!head.path.startsWith(`${place}/`)) return undefined;
  const name = head.path.slice(place.length + 1) || "index.html";
  const type = types[name];
  if (type === undefined || !existsSync(join(folder, name))) return undefined;
  const content = readFileSync(join(folder, name));
  const headers = { ...securityHeaders, "content-type": type, "cache-control": "no-cache" };
  if (!header(head, "accept-encoding")?.includes("gzip")) return { status: 200, headers, body: content };
  return { status: 200, headers: { ...headers, "content-encoding": "gzip" }, body: gzipSync(content) };
}
