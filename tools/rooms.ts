import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Which room may import which, by its package name. A room may always import itself; nothing else is allowed. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  core: [],
  pipeline: ["core"],
  plan: ["core", "pipeline"],
  handlers: ["core", "pipeline", "plan"],
  deploy: ["core", "plan"],
  wire: ["core"],
  cloud: ["core", "wire"],
  console: ["core", "plan"],
  cdk: [],
  cli: ["core", "pipeline", "plan", "handlers", "deploy", "wire", "cloud"],
};

/** Rooms that may call AWS through its SDK; for the others it is types only. */
export const sdkRooms: readonly string[] = ["handlers", "cli"];

export interface Edge {
  /** Path of the importing file, from the root of the repository. */
  readonly from: string;
  /** Path of the imported file, or the name of a package. */
  readonly to: string;
  readonly isTypeOnly: boolean;
}

const imports =
  /^(?:import|export)\s+(type\s)?[^;'"]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)(\.then|;|\))?/gm;

/** Every import between source files, type-only imports included. */
export function readEdges(root: string): Edge[] {
  return sourceFiles(join(root, "packages")).flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(imports)].flatMap(([text, type, from, plain, dynamic]) => {
      const specifier = from ?? plain ?? dynamic ?? "";
      const isTypeOnly =
        type !== undefined || (dynamic !== undefined && text.startsWith("import(") && isTypePosition(file, text));
      return [{ from: relative(root, file), to: resolveImport(root, file, specifier), isTypeOnly }];
    }),
  );
}

/** `typeof import("x")` is erased like any other type. */
function isTypePosition(file: string, text: string): boolean {
  return readFileSync(file, "utf8").includes(`typeof ${text}`);
}

function resolveImport(root: string, file: string, specifier: string): string {
  if (specifier.startsWith(".")) return relative(root, resolve(dirname(file), specifier));
  const room = /^@millrace\/([^/]+)$/.exec(specifier)?.[1];
  return room === undefined ? specifier : `packages/${room}/src/index.ts`;
}

export const roomOf = (file: string): string | undefined => /^packages\/([^/]+)\//.exec(file)?.[1];

const serviceOf = (file: string): string | undefined => /cloud\/src\/services\/([^/]+)\//.exec(file)?.[1];

export function isForbidden({ from, to }: Edge): boolean {
  const [source, target] = [roomOf(from), roomOf(to)];
  if (source === undefined || target === undefined || source === target) return false;
  return !(rooms[source]?.includes(target) ?? false);
}

export function crossesServices({ from, to }: Edge): boolean {
  const [source, target] = [serviceOf(from), serviceOf(to)];
  return source !== undefined && target !== undefined && source !== target;
}

export const entersByTheFrontDoor = ({ from, to }: Edge): boolean =>
  /^packages\/[^/]+\/src\/index\.ts$/.test(to) && roomOf(from) === roomOf(to);

export const callsAwsFromWrongRoom = ({ from, to, isTypeOnly }: Edge): boolean =>
  to.startsWith("@aws-sdk/") && !isTypeOnly && !sdkRooms.includes(roomOf(from) ?? "");

/** Files that can reach themselves through imports. */
export function inCycles(edges: readonly Edge[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const reachesItself = (start: string): boolean => {
    const seen = new Set<string>();
    const open = [...(next.get(start) ?? [])];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === start) return true;
      if (seen.has(at)) continue;
      seen.add(at);
      open.push(...(next.get(at) ?? []));
    }
    return false;
  };
  return [...next.keys()].filter(reachesItself);
}

export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "dist" || entry.name === "node_modules") return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
