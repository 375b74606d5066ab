import facts from "./schema.json" with { type: "json" };

/** Terraform's own notation: `"string"`, `["set", "string"]`, `["object", {...}]`. */
type ValueType = string | readonly unknown[];

/** A block of the provider: each attribute with its use ("required", "optional computed") and its type. */
export interface Block {
  readonly attributes: Readonly<Record<string, readonly [use: string, type: ValueType]>>;
  readonly blocks?: Readonly<Record<string, NestedBlock>>;
}

interface NestedBlock extends Block {
  readonly nesting: string;
  readonly min?: number;
  readonly max?: number;
}

interface Facts {
  readonly provider: Block;
  readonly resources: Readonly<Record<string, Block>>;
  readonly data: Readonly<Record<string, Block>>;
}

/** What is known of the provider; tools/terraform-provider/write-schema.mjs reads it out of the real one. */
export const schema = facts as unknown as Facts;

const blockMessage = ({ attributes, blocks = {} }: Block): object => ({
  attributes: Object.entries(attributes).map(([name, [use, type]]) => ({
    name,
    type: Buffer.from(JSON.stringify(type)),
    ...Object.fromEntries(use.split(" ").map((word) => [word, true])),
  })),
  block_types: Object.entries(blocks).map(([type_name, { nesting, min, max, ...block }]) => ({
    type_name,
    nesting: nesting.toUpperCase(),
    min_items: min,
    max_items: max,
    block: blockMessage(block),
  })),
});

const message = (block: Block): object => ({ block: blockMessage(block) });

const messages = (all: Readonly<Record<string, Block>>): object =>
  Object.fromEntries(Object.entries(all).map(([type, block]) => [type, message(block)]));

/** The schema as the protocol has it. */
export const schemaMessage = {
  provider: message(schema.provider),
  resource_schemas: messages(schema.resources),
  data_source_schemas: messages(schema.data),
};
