/** A CloudFormation template as data. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
export interface Template {
  readonly AWSTemplateFormatVersion: "2010-09-09";
  readonly Description: string;
  readonly Parameters: Readonly<Record<string, Parameter>>;
  readonly Resources: Resources;
  readonly Outputs: Readonly<Record<string, { readonly Description: string; readonly Value: Value }>>;
}

export interface Parameter {
  readonly Type: string;
  readonly Description: string;
  readonly Default?: string;
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
}

export type Resources = Readonly<Record<string, Resource>>;

export interface Resource {
  readonly Type: string;
  readonly DependsOn?: string;
  readonly DeletionPolicy?: "Delete" | "Retain" | "Snapshot";
  readonly UpdateReplacePolicy?: "Delete" | "Retain" | "Snapshot";
  readonly Properties: Readonly<Record<string, Value>>;
}

/** JSON, with the intrinsic functions as objects of one member. Members that are undefined are left out of the text. */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Value[]
  | { readonly [name: string]: Value };

export const getAtt = (id: string, attribute: string): Value => ({ "Fn::GetAtt": [id, attribute] });

export const ref = (id: string): Value => ({ Ref: id });

/** What is kept when the stack goes. */
export const kept = (isKept: boolean, policy: "Retain" | "Snapshot" = "Retain"): Partial<Resource> =>
  isKept
    ? { DeletionPolicy: policy, UpdateReplacePolicy: policy }
    : { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" };
