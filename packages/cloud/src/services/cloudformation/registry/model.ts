import type { Principal } from "../../../kernel/principal.ts";

export type ExtensionKind = "RESOURCE" | "MODULE" | "HOOK";

/** By what an extension is known in its account and region. */
export interface ExtensionName {
  readonly kind: ExtensionKind;
  readonly typeName: string;
}

/** A type of resource, a module or a hook that was registered here. */
export interface Extension extends ExtensionName {
  /** How many there have been: version ids are counted on, whatever became of those before. */
  readonly versions: number;
  /** Undefined until its first version is registered. */
  readonly defaultVersionId?: string | undefined;
  readonly isDeprecated: boolean;
  readonly updatedAt: number;
  readonly configuration?: Configuration | undefined;
}

export interface Configuration {
  readonly text: string;
  readonly alias: string;
  readonly at: number;
}

interface Settings {
  readonly executionRoleArn?: string | undefined;
  readonly logging?: { readonly LogRoleArn: string; readonly LogGroupName: string } | undefined;
}

export interface ExtensionVersion extends ExtensionName, Settings {
  readonly id: string;
  readonly schema: string;
  readonly createdAt: number;
  readonly isDeprecated: boolean;
}

/** A version on its way into the registry. */
export interface Registration extends ExtensionName, Settings {
  readonly token: string;
  readonly versionId: string;
  readonly status: "IN_PROGRESS" | "COMPLETE" | "FAILED";
  /** How it ended. */
  readonly description?: string;
  readonly package: { readonly bucket: string; readonly key: string };
  /** Who may read the package. */
  readonly principal: Principal;
  readonly clientToken?: string | undefined;
}
