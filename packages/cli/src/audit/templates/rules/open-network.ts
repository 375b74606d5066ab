import type { JsonObject } from "@millrace/cloud";
import { objectsOf } from "../audited-template.ts";
import type { TemplateRule } from "../template-rule.ts";

export const openNetwork: TemplateRule = {
  level: "error",
  title: "A security group or a database is open to the world",
  why: "It is found within minutes, and tried from then on",
  wayOut: "let in a security group or a range of your own; keep databases in private subnets, PubliclyAccessible false",
  alsoKnownAs: ["CKV_AWS_17", "CKV_AWS_24", "CKV_AWS_260", "F22", "AwsSolutions-EC23"],

  *find(template) {
    for (const { id, type, properties } of template.resources) {
      const own = type === "AWS::EC2::SecurityGroupIngress" ? [properties] : [];
      const inner = type === "AWS::EC2::SecurityGroup" ? objectsOf(properties["SecurityGroupIngress"]) : [];
      for (const rule of [...own, ...inner].filter(isOpen)) {
        const { CidrIp: range, CidrIpv6: range6, FromPort: port } = rule;
        yield { at: id, says: `${String(range ?? range6)} may reach port ${String(port ?? "any")}` };
      }
      if (type.startsWith("AWS::RDS::") && String(properties["PubliclyAccessible"]) === "true") {
        yield { at: id, says: "PubliclyAccessible is true" };
      }
    }
  },
};

/** What the web speaks to is meant for everybody. */
function isOpen({ CidrIp: range, CidrIpv6: range6, FromPort: first, ToPort: last }: JsonObject): boolean {
  const isWeb = String(first) === String(last) && ["80", "443"].includes(String(first));
  return (range === "0.0.0.0/0" || range6 === "::/0") && !isWeb;
}
