import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { StandardSchema } from "../standard-schema.ts";
import { acceptorOf } from "./acceptor.ts";

const member = fc.oneof(
  fc.constantFrom<() => z.ZodType>(
    () => z.string(),
    () => z.string().min(2).max(3),
    () => z.string().length(2),
    () => z.string().regex(/^a/),
    () => z.email(),
    () => z.uuid(),
    () => z.iso.datetime(),
    () => z.iso.date(),
    () => z.iso.time(),
    () => z.iso.duration(),
    () => z.ipv4(),
    () => z.ulid(),
    () => z.coerce.string(),
    () => z.number(),
    () => z.int(),
    () => z.number().gt(0).lte(5),
    () => z.coerce.number().int().min(1),
    () => z.coerce.number().max(100),
    () => z.boolean(),
    () => z.enum(["a", "b"]),
    () => z.literal(["a", 1, null]),
    () => z.array(z.string()),
    () => z.object({ a: z.string(), b: z.number().optional() }),
  ),
);
const wrapper = fc.constantFrom<(schema: z.ZodType) => z.ZodType>(
  (schema) => schema,
  (schema) => schema.optional(),
  (schema) => schema.nullable(),
  (schema) => schema.nullish(),
);
const schemas = fc
  .dictionary(fc.constantFrom("a", "b", "c d", "toString"), fc.tuple(member, wrapper), { minKeys: 1 })
  .map((members) =>
    z.object(Object.fromEntries(Object.entries(members).map(([name, [make, wrap]]) => [name, wrap(make())]))),
  );

const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    "",
    "a",
    "ab",
    "abc",
    "😀",
    "1",
    "1.5",
    " 7 ",
    "0x10",
    "1e999",
    "NaN",
    true,
  ),
  fc.constantFrom("x@example.org", "2024-02-30", "2024-02-29", "2024-02-29T10:00:00Z", "10:00", "P1D", "127.0.0.1"),
  fc.constantFrom("01ARZ3NDEKTSV4RRFFQ69G5FAV", "0f8fad5b-d9cb-469f-a165-70867728950e"),
  fc.constantFrom<unknown>(0, -1, 1, 5, 5.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, 7n),
  fc.string(),
  fc.double(),
);
const values = fc.dictionary(
  fc.constantFrom("a", "b", "c d", "toString", "e"),
  fc.oneof(leaf, fc.array(leaf, { maxLength: 2 }), fc.dictionary(fc.constantFrom("a", "b"), leaf)),
);

/** What the schema makes of a value, told apart to the last absent member. */
const settled = (schema: StandardSchema, value: unknown): unknown => {
  const result = schema["~standard"].validate(value);
  if (result instanceof Promise) throw new Error("expected no promise");
  return result.issues === undefined ? result.value : undefined;
};

describe("acceptorOf", () => {
  it("accepts nothing that the schema refuses, and makes the same row of what it accepts", () => {
    let accepted = 0;
    fc.assert(
      fc.property(schemas, values, (schema, value) => {
        const row = acceptorOf(schema)?.(value);
        if (row === undefined) return;
        accepted++;

        const expected = settled(schema, value);
        expect(row).toStrictEqual(expected);
        expect(Object.keys(row)).toEqual(Object.keys(Object(expected)));
      }),
      { numRuns: 5_000 },
    );
    expect(accepted).toBeGreaterThan(50);
  }, 30_000);

  it("accepts every ordinary row", () => {
    const schema = z.object({
      id: z.string().length(2),
      n: z.coerce.number().int().min(1),
      at: z.iso.date().optional(),
    });

    expect(acceptorOf(schema)?.({ id: "ab", n: "7", at: undefined, more: "x" })).toStrictEqual({
      id: "ab",
      n: 7,
      at: undefined,
    });
  });

  it.each<[string, StandardSchema]>([
    ["refine", z.object({ a: z.string().refine((text) => text.length > 2) })],
    ["refine the whole row", z.object({ a: z.string() }).refine(() => false)],
    ["change a value", z.object({ a: z.string().trim() })],
    ["transform", z.object({ a: z.string().transform(Number) })],
    ["have a default", z.object({ a: z.string().default("x") })],
    ["keep unknown members", z.looseObject({ a: z.string() })],
    ["refuse unknown members", z.strictObject({ a: z.string() })],
    ["ask for an own format", z.object({ a: z.url() })],
    ["remember the last match", z.object({ a: z.string().regex(/a/g) })],
    ["tell undefined from absent", z.object({ a: z.string().exactOptional() })],
  ])("leaves schemas alone that %s", (_, schema) => {
    expect(acceptorOf(schema)).toBeUndefined();
  });
});
