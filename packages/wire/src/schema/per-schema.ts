import type { Schema } from "./schema.ts";

/**
 * Keeps what `compile` makes of a schema, so that each is compiled once. A schema that contains itself receives, while it is
 * being compiled, a stand-in that calls the finished function.
 */
export function perSchema<Arguments extends readonly unknown[], Result>(
  compile: (schema: Schema) => (...args: Arguments) => Result,
): (schema: Schema) => (...args: Arguments) => Result {
  const compiled = new WeakMap<Schema, (...args: Arguments) => Result>();
  return (schema) => {
    const known = compiled.get(schema);
    if (known !== undefined) return known;
    compiled.set(schema, (...args) => (compiled.get(schema) ?? unfinished)(...args));
    const made = compile(schema);
    compiled.set(schema, made);
    return made;
  };
}

function unfinished(): never {
  throw new Error("Cannot use a codec while it is being compiled");
}
