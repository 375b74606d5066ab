import { formatArn, parseArn } from "@millrace/core";
import type { Scope } from "../../../kernel/operation.ts";
import { validation } from "../errors.ts";
import type { ExtensionKind, ExtensionName } from "./model.ts";

const pathOf = ({ kind, typeName }: ExtensionName): string => `${kind.toLowerCase()}/${typeName.replaceAll("::", "-")}`;

export const registeredArn = (scope: Scope, name: ExtensionName, versionId?: string): string =>
  formatArn({
    service: "cloudformation",
    ...scope,
    resource: `type/${pathOf(name)}${versionId === undefined ? "" : `/${versionId}`}`,
  });

export const configurationArn = (scope: Scope, name: ExtensionName, alias: string): string =>
  formatArn({ service: "cloudformation", ...scope, resource: `type-configuration/${pathOf(name)}/${alias}` });

/** What requests name extensions by. */
export interface Asked {
  readonly Arn?: string | undefined;
  readonly Type?: string | undefined;
  readonly TypeName?: string | undefined;
  readonly VersionId?: string | undefined;
}

export interface AskedVersion extends ExtensionName {
  readonly versionId?: string | undefined;
  /** A type of AWS's own, which no account has registered. */
  readonly isPublic: boolean;
}

/** Throws ValidationError for what names nothing. */
export function askedExtension({
  Arn: arn,
  Type: kind,
  TypeName: typeName,
  VersionId: versionId,
}: Asked): AskedVersion {
  if (arn !== undefined) {
    const { account = "", resource = "" } = parseArn(arn) ?? {};
    const [, kindInArn = "", name = "", id] = resource.split("/");
    const typeNameInArn = name.replaceAll("-", "::");
    return {
      kind: kindInArn.toUpperCase() as ExtensionKind,
      typeName: typeNameInArn,
      versionId: id ?? versionId,
      isPublic: account === "",
    };
  }
  if (typeName === undefined) throw validation("Either Arn or both of Type and TypeName are required");
  return {
    kind: (kind ?? "RESOURCE") as ExtensionKind,
    typeName,
    versionId,
    isPublic: typeName.startsWith("AWS::"),
  };
}
