import { listOf, statementsOf } from "../account.ts";
import { auditStatement, tooMuch } from "../audit-role.ts";
import type { Finding } from "../finding.ts";
import { judged } from "../judged.ts";
import type { Report, Suppression } from "../report.ts";
import { type AuditedTemplate, readAuditedTemplate, textsOf } from "./audited-template.ts";
import { doorsIn, grantsIn } from "./rights.ts";
import { templateRules } from "./template-rules.ts";

/** A template as it was found: its path, as findings name it, and its text. */
export interface TemplateFile {
  readonly file: string;
  readonly text: string;
}

/** Tells what is wrong with templates before anybody deploys them. */
export const auditTemplates = (files: readonly TemplateFile[], suppressions: readonly Suppression[]): Report => ({
  roles: [],
  templates: files.map(({ file }) => file),
  ...judged(files.flatMap(auditTemplate), suppressions),
});

function auditTemplate({ file, text }: TemplateFile): readonly Finding[] {
  let template: AuditedTemplate;
  try {
    template = readAuditedTemplate(file, text);
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return [{ rule: "unreadable-template", where: file, says, place: { file, line: 1 } }];
  }
  const own = Object.entries(templateRules).flatMap(([rule, { find, wayOut }]) =>
    [...find(template)].map((problem): Finding => ({ rule, ...placed(template, problem.at), wayOut, ...problem })),
  );
  return [...own, ...auditGrants(template), ...auditDoors(template)];
}

/** The rules of roles in an account, before there is one. */
function auditGrants(template: AuditedTemplate): readonly Finding[] {
  const statements = grantsIn(template).flatMap(({ at, name, statement }) =>
    auditStatement("", statement, []).map(({ rule, says }) => ({
      ...placed(template, at.id),
      rule,
      says: `policy ${name}: ${says}`,
    })),
  );
  const attached = template.resources.flatMap(({ id, properties }) =>
    textsOf(properties["ManagedPolicyArns"])
      .filter((arn) => tooMuch.test(arn))
      .map((arn) => ({ ...placed(template, id), rule: "administrator", says: `${arn} is attached` })),
  );
  return [...statements, ...attached];
}

const openDoors: Readonly<Record<string, string>> = {
  "AWS::IAM::Role": "trusts-everybody",
  "AWS::S3::BucketPolicy": "open-bucket",
};

function auditDoors(template: AuditedTemplate): readonly Finding[] {
  return doorsIn(template).flatMap(({ at, document }) =>
    statementsOf(document).flatMap(({ Effect, Principal: principal, Condition, Action }): readonly Finding[] => {
      if (Effect !== "Allow" || principal === undefined) return [];
      const words = typeof principal === "string" ? [principal] : listOf(principal["AWS"]);
      const actions = listOf(Action).join(", ");
      return words.flatMap((word): readonly Finding[] => {
        const says = `${word} may ${actions}`;
        if (word === "*" && Condition === undefined) {
          return [{ rule: openDoors[at.type] ?? "open-policy", ...placed(template, at.id), says }];
        }
        return /\d{12}/.test(word) ? [{ rule: "cross-account", ...placed(template, at.id), says }] : [];
      });
    }),
  );
}

/** Of what a transform has made there is no line. */
function placed({ file, text }: AuditedTemplate, id: string): Pick<Finding, "where" | "place"> {
  const line = text.split("\n").findIndex((row) => new RegExp(`^\\s+["']?${id}["']?\\s*:`).test(row));
  return { where: `${file}, ${id}`, place: { file, line: Math.max(line, 0) + 1 } };
}
