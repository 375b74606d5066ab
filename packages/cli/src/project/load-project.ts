import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Pipeline } from "@millrace/pipeline";
import { type BuildFailure, type BuildOptions, build, type Plugin } from "esbuild";
import { bundledEnvironment } from "../config.ts";
import { Obstacle } from "../usage-error.ts";
import { zipFile } from "./zip-file.ts";

/** A pipeline's folder, ready to be deployed. */
export interface Project {
  readonly folder: string;
  readonly pipeline: Pipeline;
  /** The function's code as Lambda takes it; the same sources give the same bytes. */
  readonly code: Buffer;
  /** Every file that it was made of, those of packages left out. */
  readonly sources: readonly string[];
}

export interface LoadOptions {
  /** Names the sources by their whole paths, so that a debugger finds them. */
  readonly isDebugged?: boolean;
}

/** What runs locally, and in the oldest Node.js that Lambda still offers to new functions. */
const target = "node20";

/** The module that Lambda loads: a handler for each function of the pipeline. */
const entry = (folder: string): string => `
  import { createHandlers } from "@millrace/handlers";
  import pipeline from ${JSON.stringify(join(folder, "pipeline.ts"))};
  module.exports = createHandlers(pipeline);
`;

/** Bundles `pipeline.ts` twice: to read its definition, and with the handlers to run it. Throws Obstacle when one is not there or broken. */
export async function loadProject(folder: string, options: LoadOptions = {}): Promise<Project> {
  const [definition, fn] = await Promise.all([readDefinition(folder), bundleFunction(folder, options)]);
  const sources = [...new Set([...definition.sources, ...fn.sources])].sort();
  return { folder, pipeline: definition.pipeline, code: fn.code, sources };
}

/** The definition alone, for whoever does not deploy it. */
export async function readDefinition(folder: string): Promise<Pick<Project, "pipeline" | "sources">> {
  if (!existsSync(join(folder, "pipeline.ts"))) {
    throw new Obstacle(
      `Cannot read a pipeline from "${folder}" as it has no pipeline.ts: give the folder of a pipeline, or make one with millrace new`,
    );
  }
  const output = await mkdtemp(join(tmpdir(), "millrace-definition-"));
  try {
    const outfile = join(output, "pipeline.cjs");
    const sources = await bundle(folder, { entryPoints: [join(folder, "pipeline.ts")], outfile });
    const loaded = createRequire(import.meta.url)(outfile) as { readonly default?: Pipeline };
    if (loaded.default !== undefined) return { pipeline: loaded.default, sources };
    throw new Obstacle(
      `Cannot read a pipeline from "${join(folder, "pipeline.ts")}": expected its default export to be one`,
    );
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

async function bundleFunction(folder: string, { isDebugged }: LoadOptions): Promise<Pick<Project, "code" | "sources">> {
  const output = await mkdtemp(join(tmpdir(), "millrace-function-"));
  try {
    const outfile = join(output, "index.js");
    const map = { sourcemap: "linked", sourcesContent: false } as const;
    const stdin = { contents: entry(folder), resolveDir: folder, sourcefile: "function.js" };
    const sources = await bundle(folder, { stdin, outfile, ...map });
    const text = await readFile(`${outfile}.map`, "utf8");
    const code = await zipFile({
      "index.js": await readFile(outfile),
      "index.js.map": Buffer.from(isDebugged ? withWholePaths(text, output) : text),
    });
    return { code, sources };
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

/** A source map's own paths begin where it was written. */
function withWholePaths(text: string, folder: string): string {
  const map = JSON.parse(text) as { sources: string[] };
  return JSON.stringify({ ...map, sources: map.sources.map((source) => resolve(folder, source)) });
}

/** Answers the files that went in. */
async function bundle(folder: string, options: BuildOptions): Promise<string[]> {
  try {
    const common = {
      bundle: true,
      platform: "node",
      format: "cjs",
      target,
      logLevel: "silent",
      metafile: true,
      // Paths stand in the bundle: from wherever it is made, it has the same bytes.
      absWorkingDir: folder,
      define: bundledEnvironment,
    } as const;
    const { metafile } = await build({ ...common, ...options, plugins: [ownPackages] });
    return Object.keys(metafile?.inputs ?? {})
      .filter((file) => file !== "function.js" && file !== "<stdin>")
      .map((file) => resolve(folder, file))
      .filter((file) => !file.includes(`${sep}node_modules${sep}`));
  } catch (error) {
    const { errors = [] } = error as Partial<BuildFailure>;
    const lines = errors.map(({ text, location }) =>
      location === null ? text : `${location.file}:${location.line}:${location.column}: ${text}`,
    );
    throw lines.length === 0 ? error : new Obstacle(`Cannot bundle the pipeline:\n${lines.join("\n")}`);
  }
}

/** Packages that this program brings along, for pipelines in folders that have none installed. */
const own = { "@millrace/pipeline": "pipeline.cjs", "@millrace/handlers": "handlers.cjs", zod: "zod.cjs" } as const;

const ownPackages: Plugin = {
  name: "own-packages",
  setup(build) {
    build.onResolve(
      { filter: /^(?:@millrace\/(?:pipeline|handlers)|zod)$/ },
      async ({ path, resolveDir, kind, pluginData }) => {
        if (pluginData === own) return undefined;
        const found = await build.resolve(path, { resolveDir, kind, pluginData: own });
        if (found.errors.length === 0) return found;
        return { path: fileURLToPath(new URL(`../lib/${own[path as keyof typeof own]}`, import.meta.url)) };
      },
    );
  },
};
