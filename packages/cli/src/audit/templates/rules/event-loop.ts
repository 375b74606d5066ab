import { listOf, matches } from "../../account.ts";
import {
  type AuditedResource,
  type AuditedTemplate,
  memberOf,
  objectOf,
  objectsOf,
  ofType,
  textsOf,
} from "../audited-template.ts";
import { functionOf, keysOf, resourceOf } from "../names.ts";
import { grantsOf } from "../rights.ts";
import type { TemplateRule } from "../template-rule.ts";

export const eventLoop: TemplateRule = {
  level: "error",
  title: "A function may write where its own events come from",
  why: "Each file makes an event, each event a file: it ends with the account's limit or its money",
  wayOut: "write to another bucket, or below a prefix that the notification's filter leaves out",
  alsoKnownAs: ["https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html"],

  *find(template) {
    for (const { bucket, target, prefix } of arrivals(template)) {
      for (const arn of writableBy(template, target)) {
        const keys = keysOf(bucket, arn);
        if (keys === undefined || !overlap(prefix, keys)) continue;
        const arrives = prefix === "" ? "anywhere" : `below ${prefix}`;
        yield { at: target.id, says: `${bucket.id} sends it what arrives ${arrives}, and it may write ${keys} there` };
      }
    }
  },
};

const writableBy = (template: AuditedTemplate, target: AuditedResource): readonly string[] =>
  grantsOf(template, target)
    .filter(({ Action: action }) => listOf(action).some((word) => matches(word, "s3:PutObject")))
    .flatMap(({ Resource: arns }) => listOf(arns));

interface Arrival {
  readonly bucket: AuditedResource;
  readonly target: AuditedResource;
  readonly prefix: string;
}

/** What of which bucket reaches which function, directly or by a rule. */
function arrivals(template: AuditedTemplate): readonly Arrival[] {
  const direct = ofType(template, "AWS::S3::Bucket").flatMap((bucket) =>
    objectsOf(memberOf(bucket.properties, "NotificationConfiguration.LambdaConfigurations")).flatMap(
      ({ Event: event, Function: arn, Filter: filter }): Arrival[] => {
        const target = functionOf(template, arn);
        if (target === undefined || !/ObjectCreated/.test(String(event))) return [];
        const rules = objectsOf(memberOf(objectOf(filter), "S3Key.Rules"));
        const prefix = rules.find(({ Name: name }) => String(name).toLowerCase() === "prefix")?.["Value"];
        return [{ bucket, target, prefix: String(prefix ?? "") }];
      },
    ),
  );
  return [...direct, ...ofType(template, "AWS::Events::Rule").flatMap((rule) => arrivalsByRule(template, rule))];
}

function arrivalsByRule(template: AuditedTemplate, { properties }: AuditedResource): readonly Arrival[] {
  const pattern = objectOf(properties["EventPattern"]);
  const isCreated = textsOf(pattern["detail-type"]).includes("Object Created");
  if (!textsOf(pattern["source"]).includes("aws.s3") || !isCreated) return [];
  const names = textsOf(memberOf(pattern, "detail.bucket.name"));
  const keys = memberOf(pattern, "detail.object.key");
  const prefixes = (Array.isArray(keys) ? keys : [""]).map((key) =>
    typeof key === "string" ? key : String(objectOf(key)["prefix"] ?? ""),
  );
  return objectsOf(properties["Targets"]).flatMap(({ Arn: arn }) => {
    const target = functionOf(template, arn);
    const buckets = names.map((name) => resourceOf(template, name)).filter((bucket) => bucket !== undefined);
    if (target === undefined) return [];
    return buckets.flatMap((bucket) => prefixes.map((prefix) => ({ bucket, target, prefix })));
  });
}

/** Whether some key that a policy's pattern allows begins with the prefix. */
function overlap(prefix: string, pattern: string): boolean {
  const [head = ""] = pattern.split(/[*?]/);
  return head.startsWith(prefix) || (pattern !== head && prefix.startsWith(head));
}
