import type { Access, Scope } from "../../kernel/operation.ts";
import { parameterArn } from "./model.ts";
import { readName } from "./parameters/selector.ts";
import type { SsmStore } from "./store.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export function parameterAccess(action: string, name: string, scope: Scope, store: SsmStore): Access {
  const asked = readName(name).name;
  const parameter = store.find(asked);
  return {
    action: `ssm:${action}`,
    resource: parameterArn(scope, parameter?.name ?? asked),
    context: Object.fromEntries(
      Object.entries(parameter?.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
    ),
  };
}

export const onParameter =
  (action: string) =>
  ({ Name = "" }: { readonly Name?: string | undefined }, scope: Scope, store: SsmStore): Access =>
    parameterAccess(action, Name, scope, store);

export const onParameters =
  (action: string) =>
  ({ Names = [] }: { readonly Names?: readonly string[] | undefined }, scope: Scope, store: SsmStore): Access[] =>
    Names.map((name) => parameterAccess(action, name, scope, store));

export const onTagged =
  (action: string) =>
  ({ ResourceId = "" }: { readonly ResourceId?: string | undefined }, scope: Scope, store: SsmStore): Access =>
    parameterAccess(action, ResourceId, scope, store);
