import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { modulesOf } from "@millrace/deploy";
import type { Plan } from "@millrace/plan";

/** Beside the bundles in a package, at the root of the repository otherwise. */
const places = ["../terraform/modules", "../../../../terraform/modules", "../../../../../terraform/modules"];

/** Copies the modules that a root calls, without their tests: what is deployed has everything it needs beside it. */
export function copyModules(plan: Plan, folder: string): void {
  const source = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path));
  if (source === undefined) throw new Error("The Terraform modules are not where they were installed");
  for (const name of modulesOf(plan)) {
    cpSync(join(source, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/[\\/](?:tests|examples|\.terraform)(?:[\\/]|$)/.test(path.slice(source.length)),
    });
  }
}
