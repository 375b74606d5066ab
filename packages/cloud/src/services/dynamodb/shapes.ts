import type { ShapesOf } from "@millrace/wire";
import type { AttributeValue } from "./values/attribute-value.ts";

type Sdk = typeof import("@aws-sdk/client-dynamodb");
type SdkAttributeValue = import("@aws-sdk/client-dynamodb").AttributeValue;

/** The SDK's types with attribute values in the form in which they travel and are kept. */
type WireForm<Value> = Value extends SdkAttributeValue
  ? AttributeValue
  : Value extends Date | Uint8Array
    ? Value
    : Value extends readonly (infer Element)[]
      ? readonly WireForm<Element>[]
      : Value extends object
        ? { readonly [Key in keyof Value]: WireMember<Value, Key> }
        : Value;

/** Required members are there: the gateway has checked it. */
type WireMember<Value, Key extends keyof Value> =
  Record<never, never> extends Pick<Value, Key> ? WireForm<Value[Key]> : WireForm<Exclude<Value[Key], undefined>>;

export type Shapes = {
  readonly [Name in keyof ShapesOf<Sdk>]: {
    readonly input: WireForm<ShapesOf<Sdk>[Name]["input"]>;
    readonly output: WireForm<ShapesOf<Sdk>[Name]["output"]>;
  };
};

export type Input<Name extends keyof Shapes> = Shapes[Name]["input"];
export type Output<Name extends keyof Shapes> = Shapes[Name]["output"];
