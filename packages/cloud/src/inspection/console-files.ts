import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
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
  const { content, packed, tag } = fileOf(join(folder, name));
  const headers = { ...securityHeaders, "content-type": type, "cache-control": "no-cache", etag: tag };
  if (header(head, "if-none-match") === tag) return { status: 304, headers, body: "" };
  if (!header(head, "accept-encoding")?.includes("gzip")) return { status: 200, headers, body: content };
  return { status: 200, headers: { ...headers, "content-encoding": "gzip" }, body: packed };
}

interface ConsoleFile {
  readonly changedAt: number;
  readonly content: Buffer;
  readonly packed: Buffer;
  readonly tag: string;
}

/** Packed once: it takes longer than all else that a page asks for first. */
const known = new Map<string, ConsoleFile>();

function fileOf(path: string): ConsoleFile {
  const changedAt = statSync(path).mtimeMs;
  const before = known.get(path);
  if (before?.changedAt === changedAt) return before;
  const content = readFileSync(path);
  const tag = `"${createHash("sha256").update(content).digest("hex").slice(0, 32)}"`;
  const file = { changedAt, content, packed: gzipSync(content), tag };
  known.set(path, file);
  return file;
}
