import { objectOf, ofType } from "../audited-template.ts";
import type { TemplateRule } from "../template-rule.ts";

const switches = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

export const publicBucket: TemplateRule = {
  level: "error",
  title: "A bucket can be opened to everybody",
  why: "One policy or one list written later, by anybody who may, shows every object to the world",
  wayOut: "leave the four switches of PublicAccessBlockConfiguration true, and have no AccessControl",
  alsoKnownAs: ["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "AwsSolutions-S2"],

  *find(template) {
    for (const { id, properties } of ofType(template, "AWS::S3::Bucket")) {
      const access = String(properties["AccessControl"] ?? "");
      if (access.startsWith("Public")) yield { at: id, says: `AccessControl is ${access}` };
      const block = objectOf(properties["PublicAccessBlockConfiguration"]);
      const open = switches.filter((name) => String(block[name] ?? true) === "false");
      if (open.length > 0) yield { at: id, says: `${open.join(", ")} ${open.length === 1 ? "is" : "are"} false` };
    }
  },
};
