import { type AuditedTemplate, memberOf } from "../audited-template.ts";
import { loadedCode } from "../code-beside.ts";
import type { Problem, TemplateRule } from "../template-rule.ts";

export const unsubstitutedVariable: TemplateRule = {
  level: "error",
  title: "Something is written ${...} where nothing puts the value in",
  why: "Code and templates without Fn::Sub have the text itself, so the name or ARN never exists",
  wayOut: "write !Sub before the text; in code read an environment variable that the template sets",
  alsoKnownAs: ["E1029"],

  *find(template) {
    yield* inCode(template);
    for (const { id, written } of template.resources) {
      for (const [path, text] of plainTexts(written.properties, "")) {
        const name = variableIn(text);
        if (name !== undefined) yield { at: id, says: `${path} has the text ${name}` };
      }
    }
  },
};

const variableIn = (text: string): string | undefined => /\$\{AWS::\w+\}/.exec(text)?.[0];

function* inCode(template: AuditedTemplate): Generator<Problem> {
  for (const { resource, code, files } of loadedCode(template)) {
    if (typeof memberOf(resource.written.properties, "Code.ZipFile") === "object") continue;
    for (const file of files) {
      const name = variableIn(code.read(file));
      if (name !== undefined) yield { at: resource.id, says: `${file} has the text ${name}` };
    }
  }
}

/** Texts that no Fn::Sub is around. Code has been looked at. */
function* plainTexts(value: unknown, path: string): Generator<readonly [path: string, text: string]> {
  if (typeof value === "string") yield [path, value];
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name !== "Fn::Sub" && name !== "ZipFile") yield* plainTexts(member, path === "" ? name : `${path}.${name}`);
  }
}
