import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeRoot } from "@millrace/deploy";
import type { Plan } from "@millrace/plan";
import { copyModules } from "./copy-modules.ts";

/** The files of a root by their paths. Its modules are copied beside it, unless it is to call others. */
export function terraformFiles(
  plan: Plan,
  { output, modules }: { readonly output: string; readonly modules?: string | undefined },
): Readonly<Record<string, string>> {
  if (modules === undefined) copyModules(plan, join(output, "terraform/modules"));
  const root = writeRoot(plan, { modules: modules ?? "./modules" });
  return Object.fromEntries(Object.entries(root).map(([name, text]) => [join("terraform", name), text]));
}

/** Writes files with the folders that they stand in, and gives the path of each. */
export function writeFiles(output: string, files: Readonly<Record<string, string | Buffer>>): readonly string[] {
  return Object.entries(files).map(([name, body]) => {
    const path = join(output, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body);
    return path;
  });
}
