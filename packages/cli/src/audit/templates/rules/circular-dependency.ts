import type { AuditedTemplate } from "../audited-template.ts";
import type { TemplateRule } from "../template-rule.ts";

export const circularDependency: TemplateRule = {
  level: "error",
  title: "Resources need each other, so that none can be made first",
  why: "CloudFormation refuses the whole template and names everything that hangs on the circle, not the circle",
  wayOut: "write the ARN of one of them from its name (Fn::Sub with a parameter) instead of Ref or Fn::GetAtt",
  alsoKnownAs: ["E3004", "F3004"],

  *find(template) {
    const cycle = shortestCycle(template.needs);
    const [first] = cycle;
    if (first === undefined) return;
    yield { at: first, says: `${[...cycle, first].join(" needs ")}`, ...wayOutOf(template, cycle) };
  },
};

function shortestCycle(needs: AuditedTemplate["needs"]): readonly string[] {
  const cycles = [...needs.keys()].map((start) => wayBack(needs, start)).filter((cycle) => cycle.length > 0);
  return cycles.sort((a, b) => a.length - b.length)[0] ?? [];
}

/** The shortest way from a resource to itself, without its end. */
function wayBack(needs: AuditedTemplate["needs"], start: string): readonly string[] {
  const from = new Map<string, string>();
  const next = [start];
  for (const id of next) {
    for (const need of needs.get(id) ?? []) {
      if (need === start) return pathTo(from, start, id);
      if (from.has(need)) continue;
      from.set(need, id);
      next.push(need);
    }
  }
  return [];
}

function pathTo(from: ReadonlyMap<string, string>, start: string, end: string): readonly string[] {
  const path = [end];
  for (let id = end; id !== start; ) {
    id = from.get(id) ?? start;
    path.unshift(id);
  }
  return path;
}

/** What people do about the circles that they meet. */
const known = [
  {
    types: ["AWS::S3::Bucket", "AWS::Lambda::Permission"],
    wayOut:
      "name the bucket by a parameter and give the permission SourceArn: !Sub arn:${AWS::Partition}:s3:::${BucketName}",
  },
  {
    types: ["AWS::S3::Bucket"],
    wayOut: "name the bucket by a parameter and write its ARN as !Sub arn:${AWS::Partition}:s3:::${BucketName}",
  },
  {
    types: ["AWS::EC2::SecurityGroup"],
    wayOut: "take the rules out of the groups, each an AWS::EC2::SecurityGroupIngress of its own",
  },
  {
    types: ["AWS::IAM::Role"],
    wayOut: "take the policy out of the role, as an AWS::IAM::Policy of its own that needs both",
  },
];

function wayOutOf({ resources }: AuditedTemplate, cycle: readonly string[]): { readonly wayOut?: string } {
  const types = new Set(resources.filter(({ id }) => cycle.includes(id)).map(({ type }) => type));
  const found = known.find((way) => way.types.every((type) => types.has(type)));
  return found === undefined ? {} : { wayOut: found.wayOut };
}
