import { listOf } from "../../account.ts";
import { textsIn } from "../audited-template.ts";
import { grantsIn } from "../rights.ts";
import type { TemplateRule } from "../template-rule.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const arn = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/s;
/** Of these an ARN names neither region nor account. */
const regionless = /^arn:[^:]*:(s3):([^:]+:[^:]*|[^:]*:[^:]+):(?!accesspoint|job|storage-lens)/;

export const malformedArn: TemplateRule = {
  level: "error",
  title: "An ARN has not the form that AWS reads",
  why: "A policy with it matches nothing, or the deployment fails half-way",
  wayOut:
    "take it from the resource (Fn::GetAtt Arn), or write all six parts: arn:partition:service:region:account:resource",
  alsoKnownAs: ["W3037", "E3510", "E3512"],

  *find(template) {
    for (const { at, statement } of grantsIn(template)) {
      for (const text of listOf(statement.Resource).filter((word) => !/^(\*$|arn:|\$\{)/.test(word))) {
        yield { at: at.id, says: `the statement names "${text}", which is no ARN` };
      }
    }
    for (const { id, properties } of template.resources) {
      for (const [path, text] of textsIn(properties)) {
        const fault = faultOf(text);
        if (fault !== undefined) yield { at: id, says: `${path} is "${text}": ${fault}` };
      }
    }
  },
};

function faultOf(text: string): string | undefined {
  if (!text.startsWith("arn:") || text.includes("\n")) return undefined;
  const plain = withoutVariables(text);
  if (!arn.test(plain)) return "expected six parts";
  return regionless.test(plain) ? "ARNs of S3 have neither region nor account" : undefined;
}

/** Colons within `${AWS::Region}` part nothing. */
const withoutVariables = (text: string): string => text.replace(/\$\{[^}]*\}/g, "x");
