import { Decoder, Encoder, ExtData } from "@msgpack/msgpack";
import type { Block } from "./schema.ts";

export type Values = Readonly<Record<string, unknown>>;

/** What Terraform prints as "known after apply". */
const unknown = new ExtData(0, new Uint8Array([0]));

export interface DynamicValue {
  readonly msgpack: Uint8Array;
}

export const decode = ({ msgpack }: DynamicValue): Values | null => new Decoder().decode(msgpack) as Values | null;

export const encode = (value: Values | null): DynamicValue => ({ msgpack: Buffer.from(new Encoder().encode(value)) });

const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !(value instanceof ExtData);

/** A block with everything unknown that AWS would say. */
export function planned({ attributes, blocks = {} }: Block, values: Values): Values {
  const result: Record<string, unknown> = { ...values };
  for (const [name, [use]] of Object.entries(attributes)) if (use.includes("computed")) result[name] ??= unknown;
  for (const [name, block] of Object.entries(blocks)) {
    const inner = values[name];
    if (Array.isArray(inner)) result[name] = inner.map((one: Values) => planned(block, one));
    else if (isValues(inner)) result[name] = planned(block, inner);
  }
  return result;
}
