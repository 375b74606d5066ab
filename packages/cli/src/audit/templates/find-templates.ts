import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../usage-error.ts";
import type { TemplateFile } from "./audit-templates.ts";

const ignored = new Set(["node_modules", ".git", ".millrace", ".venv", ".aws-sam", ".terraform"]);
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const templateBytesMax = 1_000_000;

/** The template of that name, or every one below the folder. Throws UsageError where there is none. */
export function findTemplates(path: string): readonly TemplateFile[] {
  if (!existsSync(path)) throw new UsageError(`There is no ${path}: expected a template or a folder of templates`);
  if (!statSync(path).isDirectory()) return [{ file: path, text: readFileSync(path, "utf8") }];
  const found = [...filesBelow(path)]
    .filter((file) => /\.(ya?ml|json|template)$/.test(file) && statSync(file).size <= templateBytesMax)
    .map((file) => ({ file, text: readFileSync(file, "utf8") }))
    .filter(({ text }) => isTemplate(text));
  if (found.length === 0) throw new UsageError(`There is no template below ${path}`);
  return found;
}

/** Other YAML and JSON lies in folders too. */
const isTemplate = (text: string): boolean =>
  /^\s*["']?Resources["']?\s*:/m.test(text) && /["']?Type["']?\s*:\s*["']?(AWS|Alexa|Custom)::/.test(text);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isFile()) yield path;
    else if (entry.isDirectory() && !ignored.has(entry.name)) yield* filesBelow(path);
  }
}
