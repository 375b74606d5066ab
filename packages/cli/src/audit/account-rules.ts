import type { Rule } from "./finding.ts";

/** What is wrong with roles and buckets, wherever they stand. https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html */
export const accountRules = {
  "wildcard-action": {
    level: "error",
    title: "A statement allows every action of a service, or of all",
    alsoKnownAs: ["CKV_AWS_62", "CKV_AWS_63", "AwsSolutions-IAM5"],
  },
  "wildcard-resource": {
    level: "error",
    title: "A statement allows actions on every resource although they were used on few",
    alsoKnownAs: ["CKV_AWS_111", "AwsSolutions-IAM5"],
  },
  "allow-all-but": {
    level: "error",
    title: "NotAction or NotResource together with Allow grants what nobody listed",
    alsoKnownAs: ["W15", "W21"],
  },
  "pass-any-role": {
    level: "error",
    title: "iam:PassRole on every role lets its holder become any of them",
    alsoKnownAs: ["F39", "CKV_AWS_110"],
  },
  administrator: {
    level: "error",
    title: "A policy of AWS that allows nearly everything is attached",
    alsoKnownAs: ["AwsSolutions-IAM4", "W43"],
  },
  "trusts-everybody": {
    level: "error",
    title: "Anybody may assume the role",
    alsoKnownAs: ["CKV_AWS_60", "F13"],
  },
  "open-bucket": {
    level: "error",
    title: "A bucket's policy lets everybody in",
    alsoKnownAs: ["CKV_AWS_20", "F16"],
  },
  "open-policy": {
    level: "error",
    title: "The policy of a queue, a topic, a key or a secret lets everybody in",
    alsoKnownAs: ["CKV_AWS_168", "CKV_AWS_169", "F18", "F20", "F21"],
  },
  "cross-account": {
    level: "warning",
    title: "Another account is let in",
    alsoKnownAs: ["CKV_AWS_61"],
  },
  "never-used": {
    level: "warning",
    title: "An action is allowed and was never used",
    alsoKnownAs: ["IAM Access Analyzer: unused action"],
  },
  refused: {
    level: "warning",
    title: "Something was tried and refused",
    alsoKnownAs: [],
  },
} as const satisfies Readonly<Record<string, Rule>>;
