import { memberOf, ofType } from "../audited-template.ts";
import { nameOf } from "../names.ts";
import type { TemplateRule } from "../template-rule.ts";

export const noRetention: TemplateRule = {
  level: "warning",
  title: "Logs are kept, and paid for, for ever",
  why: "A log group without retention never forgets; one that Lambda makes by itself has none and outlives the stack",
  wayOut: "declare an AWS::Logs::LogGroup with RetentionInDays and name it in the function's LoggingConfig",
  alsoKnownAs: ["CKV_AWS_66", "W84", "I3013"],

  *find(template) {
    const groups = ofType(template, "AWS::Logs::LogGroup");
    for (const { id, properties } of groups) {
      if (properties["RetentionInDays"] === undefined) yield { at: id, says: "it has no RetentionInDays" };
    }
    for (const resource of ofType(template, "AWS::Lambda::Function")) {
      const names = [nameOf(resource) ?? `\${${resource.id}}`, `\${${resource.id}}`].map(
        (name) => `/aws/lambda/${name}`,
      );
      const isDeclared = groups.some(({ properties }) => names.includes(String(properties["LogGroupName"])));
      if (!isDeclared && memberOf(resource.properties, "LoggingConfig.LogGroup") === undefined) {
        yield { at: resource.id, says: "its log group is not in the template" };
      }
    }
  },
};
