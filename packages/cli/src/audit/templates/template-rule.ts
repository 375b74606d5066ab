import type { Rule } from "../finding.ts";
import type { AuditedTemplate } from "./audited-template.ts";

/** What may be wrong with a template, and how it is found. */
export interface TemplateRule extends Rule {
  readonly why: string;
  readonly wayOut: string;
  find(template: AuditedTemplate): Iterable<Problem>;
}

export interface Problem {
  /** The logical id of the resource. */
  readonly at: string;
  readonly says: string;
  /** Where there is a better one than that of the rule. */
  readonly wayOut?: string;
}
