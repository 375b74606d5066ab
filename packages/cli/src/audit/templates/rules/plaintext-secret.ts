import type { JsonObject } from "@millrace/cloud";
import { memberOf, objectOf, textsIn } from "../audited-template.ts";
import type { TemplateRule } from "../template-rule.ts";

const secret = /(password|passwd|secret|api_?key|access_?key|private_?key|token)$/i;
const isReference = /^\$\{|\{\{resolve:|^arn:/;

export const plaintextSecret: TemplateRule = {
  level: "error",
  title: "A secret stands in the template",
  why: "Everybody who may read the stack, the repository or the function's configuration has it",
  wayOut: "keep it in Secrets Manager and give its ARN, use ManageMasterUserPassword or {{resolve:secretsmanager:...}}",
  alsoKnownAs: ["CKV_AWS_45", "W1011", "F23", "W9008"],

  *find({ resources, parameters }) {
    for (const { id, type, properties } of resources) {
      for (const [name, text] of secretsIn(type, properties)) {
        const parameter = /^\$\{(\w+)\}$/.exec(text)?.[1] ?? "";
        if (!isReference.test(text)) yield { at: id, says: `${name} is written out` };
        else if (parameters[parameter]?.NoEcho === false) {
          yield { at: id, says: `${name} comes from ${parameter}, which is shown`, wayOut: "write NoEcho: true" };
        }
      }
    }
  },
};

function secretsIn(type: string, properties: JsonObject): readonly (readonly [name: string, text: string])[] {
  const variables = objectOf(memberOf(properties, "Environment.Variables"));
  const own = type.startsWith("AWS::RDS::") ? { MasterUserPassword: properties["MasterUserPassword"] ?? "" } : {};
  return [...textsIn({ ...variables, ...own })].filter(([name, text]) => secret.test(name) && text !== "");
}
