import type { TagSpecification } from "@aws-sdk/client-ec2";
import type { Access, Scope } from "../../kernel/operation.ts";
import type { Kind } from "./model.ts";

export const arnOf = ({ account, region }: Scope, kind: Kind, id: string): string =>
  `arn:aws:ec2:${region}:${account}:${kind}/${id}`;

/** Of operations for which IAM knows no resource, such as those that describe. */
export const onAnything =
  (action: string): (() => Access) =>
  () => ({ action: `ec2:${action}`, resource: "*" });

/** What an input names, by its kinds; of those it leaves out there is nothing to ask. */
type Named = Readonly<Partial<Record<Kind, string | undefined>>>;

/** Asks for each resource that an input names. */
export const onEach =
  <Input>(action: string, name: (input: Input) => Named) =>
  (input: Input, scope: Scope): Access[] =>
    Object.entries(name(input)).flatMap(([kind, id]) =>
      id === undefined ? [] : [{ action: `ec2:${action}`, resource: arnOf(scope, kind as Kind, id) }],
    );

/** Of operations that make a resource inside of others. Who gives it tags needs the right to give them. */
export const onNew =
  <Input extends { readonly TagSpecifications?: TagSpecification[] | undefined }>(
    action: string,
    kind: Kind,
    inside: (input: Input) => Named = () => ({}),
  ) =>
  (input: Input, scope: Scope): Access[] => {
    const resource = arnOf(scope, kind, "*");
    const tags = Object.fromEntries(
      (input.TagSpecifications ?? []).flatMap(({ Tags = [] }) =>
        Tags.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value]),
      ),
    );
    const tagging = { action: "ec2:CreateTags", resource, context: { ...tags, "ec2:CreateAction": action } };
    return [
      { action: `ec2:${action}`, resource, context: tags },
      ...onEach(action, inside)(input, scope),
      ...(Object.keys(tags).length === 0 ? [] : [tagging]),
    ];
  };
