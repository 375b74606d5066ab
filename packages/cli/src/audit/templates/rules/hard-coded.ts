import { type AuditedTemplate, textsIn } from "../audited-template.ts";
import { nameOf } from "../names.ts";
import type { Problem, TemplateRule } from "../template-rule.ts";

/** Accounts of AWS's own that templates have to name: load balancers' logs, layers. */
const arn = /arn:[^:\s]*:(?!elasticloadbalancing)[a-z0-9-]*:([a-z]{2}(?:-[a-z]+)+-\d)?:(\d{12})?:(?!layer:)/;

export const hardCoded: TemplateRule = {
  level: "warning",
  title: "An account, a region or the name of another resource is written out",
  why: "The template works in one place only, and the name stays when the resource gets another",
  wayOut:
    "write ${AWS::AccountId}, ${AWS::Region}, ${AWS::Partition} with Fn::Sub, and Ref for what is in the template",
  alsoKnownAs: ["W9002", "I3042", "W28", "E3511"],

  *find(template) {
    const names = namesIn(template);
    for (const { id, properties } of template.resources) {
      for (const [path, text] of textsIn(properties)) {
        yield* inArn(id, path, text);
        const owner = names.get(text);
        if (owner !== undefined && owner !== id && /Variables\.|Arn$|Name$/.test(path)) {
          yield { at: id, says: `${path} is "${text}", the name of ${owner}`, wayOut: `write !Ref ${owner}` };
        }
      }
    }
  },
};

function* inArn(at: string, path: string, text: string): Generator<Problem> {
  const [, region, account] = text.includes("\n") ? [] : (arn.exec(text) ?? []);
  if (account !== undefined) yield { at, says: `${path} names the account ${account}` };
  if (region !== undefined) yield { at, says: `${path} names the region ${region}` };
}

/** Names that stand in the template as plain text; one that many resources have says nothing. */
function namesIn({ resources }: AuditedTemplate): ReadonlyMap<string, string> {
  const named = resources.flatMap((resource) => {
    const name = nameOf(resource);
    return name === undefined || name.includes("${") ? [] : [[name, resource.id] as const];
  });
  const count = (name: string): number => named.filter(([other]) => other === name).length;
  return new Map(named.filter(([name]) => count(name) === 1));
}
