import { memberOf, objectOf } from "../audited-template.ts";
import { loadedCode } from "../code-beside.ts";
import type { TemplateRule } from "../template-rule.ts";

/** What is read without a default beside it. */
const reads = [
  /process\.env\.([A-Za-z_]\w*)(?!\s*(?:\?\?|\|\||=[^=]|\w))/g,
  /process\.env\[["']([A-Za-z_]\w*)["']\](?!\s*(?:\?\?|\|\||=[^=]))/g,
  /os\.environ\[["']([A-Za-z_]\w*)["']\](?!\s*=[^=])/g,
  /os\.(?:environ\.get|getenv)\(\s*["']([A-Za-z_]\w*)["']\s*\)/g,
  /ENV(?:\.fetch\(|\[)["']([A-Za-z_]\w*)["'][)\]]/g,
];
/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const given = /^(AWS_|LAMBDA_|_|NODE_|PYTHON|GEM_|(TZ|LANG|PATH|LD_LIBRARY_PATH|HOME|CI|DEBUG)$)/;

export const undeclaredEnvironment: TemplateRule = {
  level: "error",
  title: "A function's code reads an environment variable that the template does not declare",
  why: "The function deploys, and fails or works on undefined at its first event",
  wayOut: "declare it below Environment.Variables, or give it a default in the code",
  alsoKnownAs: [],

  *find(template) {
    for (const { resource, code, files } of loadedCode(template)) {
      const declared = objectOf(memberOf(resource.properties, "Environment.Variables"));
      for (const file of files) {
        const missing = namesRead(code.read(file)).filter((name) => !(name in declared) && !given.test(name));
        for (const name of missing) yield { at: resource.id, says: `${file} reads ${name}` };
      }
    }
  },
};

const namesRead = (source: string): readonly string[] => [
  ...new Set(reads.flatMap((read) => [...source.matchAll(read)].map(([, name = ""]) => name))),
];
