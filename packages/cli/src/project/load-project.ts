import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pipeline } from "@millrace/pipeline";
import { type BuildFailure, type BuildOptions, build } from "esbuild";
import { Obstacle } from "../usage-error.ts";
import { zipFile } from "./zip-file.ts";

/** A pipeline's folder, ready to be deployed. */
export interface Project {
  readonly folder: string;
  readonly pipeline: Pipeline;
  /** The function's code as Lambda takes it; the same sources give the same bytes. */
  readonly code: Buffer;
}

/** What runs locally, and in the oldest Node.js that Lambda still offers to new functions. */
const target = "node20";

/** Bundles `pipeline.ts` to read its definition, and `function.ts` to run it. Throws Obstacle when one is not there or broken. */
export async function loadProject(folder: string): Promise<Project> {
  for (const name of ["pipeline.ts", "function.ts"]) {
    if (existsSync(join(folder, name))) continue;
    throw new Obstacle(`Cannot read a pipeline from "${folder}" as it has no ${name}: give the folder of a pipeline`);
  }
  const [pipeline, code] = await Promise.all([readDefinition(folder), bundleFunction(folder)]);
  return { folder, pipeline, code };
}

async function readDefinition(folder: string): Promise<Pipeline> {
  const output = await mkdtemp(join(tmpdir(), "millrace-definition-"));
  try {
    const outfile = join(output, "pipeline.cjs");
    await bundle({ entryPoints: [join(folder, "pipeline.ts")], outfile });
    const loaded = createRequire(import.meta.url)(outfile) as { readonly default?: Pipeline };
    if (loaded.default !== undefined) return loaded.default;
    throw new Obstacle(
      `Cannot read a pipeline from "${join(folder, "pipeline.ts")}": expected its default export to be one`,
    );
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

async function bundleFunction(folder: string): Promise<Buffer> {
  const output = await mkdtemp(join(tmpdir(), "millrace-function-"));
  try {
    const outfile = join(output, "index.js");
    await bundle({ entryPoints: [join(folder, "function.ts")], outfile, sourcemap: "linked", sourcesContent: false });
    return await zipFile({ "index.js": await readFile(outfile), "index.js.map": await readFile(`${outfile}.map`) });
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

async function bundle(options: BuildOptions): Promise<void> {
  try {
    await build({ bundle: true, platform: "node", format: "cjs", target, logLevel: "silent", ...options });
  } catch (error) {
    const { errors = [] } = error as Partial<BuildFailure>;
    const lines = errors.map(({ text, location }) =>
      location === null ? text : `${location.file}:${location.line}:${location.column}: ${text}`,
    );
    throw lines.length === 0 ? error : new Obstacle(`Cannot bundle the pipeline:\n${lines.join("\n")}`);
  }
}
