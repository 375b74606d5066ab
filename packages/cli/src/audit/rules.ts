import { accountRules } from "./account-rules.ts";
import type { Finding, Level, Rule } from "./finding.ts";
import { templateRules } from "./templates/template-rules.ts";

const unreadable: Rule = {
  level: "error",
  title: "The cloud would refuse the template",
  alsoKnownAs: ["E0000", "E1001"],
  why: "Nothing of it is deployed",
  wayOut: "mend what the message names",
};

/** Every rule by its id. */
export const rules: Readonly<Record<string, Rule>> = {
  ...accountRules,
  ...templateRules,
  "unreadable-template": unreadable,
};

export const levelOf = ({ rule }: Finding): Level => rules[rule]?.level ?? "error";
