import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { localCode } from "@millrace/cloud";
import { type AuditedResource, type AuditedTemplate, memberOf, objectOf, ofType } from "./audited-template.ts";

/** The code of a function, where it stands in the template or beside it. */
export interface Code {
  readonly isInline: boolean;
  /** Paths within the code, with `/`. */
  readonly files: readonly string[];
  read(file: string): string;
}

/** Beyond these a folder is no function's code. */
const filesMax = 5_000;
const fileBytesMax = 1_000_000;
const foreign = new Set(["node_modules", ".git", ".venv", "__pycache__", "site-packages"]);
const endings: Readonly<Record<string, readonly string[]>> = {
  nodejs: [".js", ".mjs", ".cjs", ".ts", ".mts"],
  python: [".py"],
  ruby: [".rb"],
};

/** The endings that files of a runtime have; undefined for a runtime whose handlers are no files. */
export const endingsOf = ({ properties }: AuditedResource): readonly string[] | undefined =>
  endings[/^[a-z]+/.exec(String(properties["Runtime"]))?.[0] ?? ""];

/** Undefined when the code is elsewhere. */
export function codeBeside(template: AuditedTemplate, resource: AuditedResource): Code | undefined {
  const inline = memberOf(resource.properties, "Code.ZipFile");
  const [ending = ".txt"] = endingsOf(resource) ?? [];
  if (typeof inline === "string") return { isInline: true, files: [`index${ending}`], read: () => inline };
  const path = pathOf(resource);
  const folder = path === undefined ? undefined : join(template.folder, path);
  if (folder === undefined || !existsSync(folder) || !statSync(folder).isDirectory()) return undefined;
  return {
    isInline: false,
    files: [...filesBelow(folder)].map((file) => relative(folder, file).replaceAll("\\", "/")),
    read: (file) => readFileSync(join(folder, file), "utf8"),
  };
}

/** As SAM, `aws cloudformation package` and CDK write it. */
function pathOf({ properties, written }: AuditedResource): string | undefined {
  const { Code: code } = properties;
  if (typeof code === "string") return code.startsWith("s3://") ? undefined : code;
  const { S3Bucket: bucket, S3Key: key } = objectOf(code);
  if (bucket === localCode) return String(key);
  const asset = objectOf(written.metadata)["aws:asset:path"];
  return typeof asset === "string" ? asset : undefined;
}

function* filesBelow(folder: string): Generator<string> {
  const folders = [folder];
  let count = 0;
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      const path = join(next, entry.name);
      if (entry.isDirectory() && !foreign.has(entry.name)) folders.push(path);
      if (entry.isFile() && statSync(path).size <= fileBytesMax) yield path;
      count += 1;
      if (count > filesMax) return;
    }
  }
}

/** `src/app.handler` as the file that should hold it and the name in it. */
export function handlerOf(
  resource: AuditedResource,
  { files }: Code,
): { readonly module: string; readonly file: string | undefined; readonly name: string } {
  const handler = String(resource.properties["Handler"] ?? "");
  const dot = handler.lastIndexOf(".");
  const module = handler.slice(0, dot);
  const file = endingsOf(resource)
    ?.map((ending) => `${module}${ending}`)
    .find((path) => files.includes(path));
  return { module, file, name: handler.slice(dot + 1) };
}

/** Each function whose code is at hand, with the files that its handler loads. */
export function* loadedCode(
  template: AuditedTemplate,
): Generator<{ readonly resource: AuditedResource; readonly code: Code; readonly files: readonly string[] }> {
  for (const resource of ofType(template, "AWS::Lambda::Function")) {
    const code = codeBeside(template, resource);
    const entry = code === undefined ? undefined : handlerOf(resource, code).file;
    if (code !== undefined && entry !== undefined) yield { resource, code, files: loadedFiles(code, entry) };
  }
}

/** The file and all that it loads from beside it. */
function loadedFiles(code: Code, entry: string): readonly string[] {
  const loaded = new Set([entry]);
  for (const file of loaded) {
    for (const name of namesLoaded(file, code.read(file))) {
      const all = Object.values(endings).flat();
      const candidates = [name, ...all.map((ending) => `${name.replace(/\.js$/, "")}${ending}`)];
      candidates.push(`${name}/__init__.py`, `${name}/index.js`, `${name}/index.ts`);
      const found = candidates.find((candidate) => code.files.includes(candidate));
      if (found !== undefined) loaded.add(found);
    }
  }
  return [...loaded];
}

const scriptImports = /(?:\bfrom|require\(|import\(?)\s*["'](\.{1,2}\/[^"']+)["']/g;
const pythonImports = /^\s*(?:from\s+(\.*)([\w.]*)\s+import\s+\(?([\w, ]+)|import\s+([\w.]+))/gm;

/** Paths without endings: of scripts beside the file, of Python below the root of the code unless it says otherwise. */
function* namesLoaded(file: string, source: string): Generator<string> {
  const at = (...path: readonly string[]): string => normalize(join(...path)).replaceAll("\\", "/");
  for (const [, path = ""] of source.matchAll(scriptImports)) yield at(dirname(file), path);
  if (!file.endsWith(".py")) return;
  for (const [, dots = "", from = "", names = "", plain = ""] of source.matchAll(pythonImports)) {
    const folder = dots === "" ? "" : at(dirname(file), ...Array(dots.length - 1).fill(".."));
    const module = at(folder, (from || plain).replaceAll(".", "/"));
    yield module;
    for (const name of names.split(",")) yield at(module, name.trim().split(" ")[0] ?? "");
  }
}
