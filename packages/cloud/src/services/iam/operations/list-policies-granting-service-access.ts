import type { PolicyGrantingServiceAccess } from "@aws-sdk/client-iam";
import { noSuch } from "../errors.ts";
import { grantedServices } from "../last-access/granted-services.ts";
import { defaultDocument, type Identity } from "../model.ts";
import type { IamOperation } from "../shapes.ts";
import type { IamStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html */
export const listPoliciesGrantingServiceAccess: IamOperation<"ListPoliciesGrantingServiceAccess"> = {
  access: (input) => ({ action: "iam:ListPoliciesGrantingServiceAccess", resource: input.Arn }),

  run({ store }, input) {
    const granting = holdersOf(store, input.Arn).flatMap((holder) => policiesOf(store, holder));

    return {
      PoliciesGrantingServiceAccess: input.ServiceNamespaces.map((namespace) => ({
        ServiceNamespace: namespace,
        Policies: granting.filter(({ services }) => services.has(namespace)).map(({ policy }) => policy),
      })),
      IsTruncated: false,
    };
  },
};

interface Holder {
  readonly type: "ROLE" | "USER" | "GROUP";
  readonly identity: Identity;
}

/** Who holds policies that speak for an identity: itself, and the groups of a user. */
function holdersOf(store: IamStore, arn: string): readonly Holder[] {
  const [, kind, name = ""] = /^arn:[^:]+:iam::\d{12}:(role|user|group)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (kind === "role") return [{ type: "ROLE", identity: store.roles.get(name) }];
  if (kind === "group") return [{ type: "GROUP", identity: store.groups.get(name) }];
  if (kind !== "user") throw noSuch.user(arn);
  const user = store.users.get(name);
  const groups = user.groupNames.flatMap((group) => store.groups.find(group) ?? []);
  return [{ type: "USER", identity: user }, ...groups.map((identity) => ({ type: "GROUP", identity }) as const)];
}

interface Granting {
  readonly policy: PolicyGrantingServiceAccess;
  readonly services: ReadonlySet<string>;
}

function policiesOf(store: IamStore, { type, identity }: Holder): readonly Granting[] {
  const inline = Object.entries(identity.inlinePolicies).map(([PolicyName, document]) => ({
    policy: { PolicyName, PolicyType: "INLINE" as const, EntityType: type, EntityName: identity.name },
    services: grantedServices(document),
  }));
  const attached = identity.attachedPolicyArns
    .flatMap((arn) => store.findPolicy(arn) ?? [])
    .map((policy) => ({
      policy: { PolicyName: policy.name, PolicyType: "MANAGED" as const, PolicyArn: policy.arn },
      services: grantedServices(defaultDocument(policy)),
    }));
  return [...inline, ...attached];
}
