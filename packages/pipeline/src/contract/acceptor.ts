import type { StandardSchema } from "../standard-schema.ts";
import { type Definition, definitionOf, type Range } from "./zod-definition.ts";

/** The row that a schema makes of a value that it accepts; undefined where only the schema itself can say. */
export type Acceptor = (value: unknown) => object | undefined;

/**
 * A function that accepts most of what a schema accepts, generated once per file, and several times faster than the schema. Whatever it does
 * not accept is left to the schema, so that it alone refuses, in its own words. Undefined for schemas of which it cannot be known
 * that the function would say the same.
 */
export function acceptorOf(schema: StandardSchema): Acceptor | undefined {
  const definition = definitionOf(schema);
  if (definition?.type !== "object") return undefined;
  const writer = new AcceptorWriter();
  const body = writer.value(definition, "value");
  try {
    return new Function("constants", `return (value) => { ${body} return value; }`)(writer.constants) as Acceptor;
  } catch (error) {
    // Thrown where the process forbids code generation (node --disallow-code-generation-from-strings).
    if (!(error instanceof EvalError)) throw error;
    return undefined;
  }
}

/** Writes statements that return undefined for a value that is not accepted, and leave what becomes of it in the same variable. */
class AcceptorWriter {
  /** Patterns and sets that the statements use; names and values become source text only through JSON.stringify. */
  readonly constants: (RegExp | ReadonlySet<unknown>)[] = [];
  #variables = 0;

  value(definition: Definition, name: string): string {
    switch (definition.type) {
      case "object":
        return this.#object(definition.members, name);
      case "array":
        return this.#array(definition.element, name);
      case "optional":
        return `if (${name} !== undefined) { ${this.value(definition.inner, name)} }`;
      case "nullable":
        return `if (${name} !== null) { ${this.value(definition.inner, name)} }`;
      case "string":
        return this.#string(definition, name);
      case "number":
        return this.#number(definition, name);
      case "boolean":
        return refuseUnless([`typeof ${name} === "boolean"`]);
      case "values":
        return refuseUnless([`${this.#constant(definition.values)}.has(${name})`]);
    }
  }

  #object(members: Extract<Definition, { type: "object" }>["members"], name: string): string {
    const made = this.#variable();
    const lines = members.map(([member, definition]) => {
      const key = JSON.stringify(member);
      const found = this.#variable();
      // What is absent stays absent, which is not the same as undefined.
      const put =
        definition.type === "optional"
          ? `if (${found} !== undefined || ${key} in ${name}) ${made}[${key}] = ${found};`
          : `${made}[${key}] = ${found};`;
      return `let ${found} = ${name}[${key}]; ${this.value(definition, found)} ${put}`;
    });
    const isObject = refuseUnless([`typeof ${name} === "object"`, `${name} !== null`, `!Array.isArray(${name})`]);
    return `${isObject} const ${made} = {}; ${lines.join(" ")} ${name} = ${made};`;
  }

  #array(element: Definition, name: string): string {
    const [made, index, item] = [this.#variable(), this.#variable(), this.#variable()];
    const each = `let ${item} = ${name}[${index}]; ${this.value(element, item)} ${made}.push(${item});`;
    const loop = `for (let ${index} = 0; ${index} < ${name}.length; ${index}++) { ${each} }`;
    return `${refuseUnless([`Array.isArray(${name})`])} const ${made} = []; ${loop} ${name} = ${made};`;
  }

  #string({ patterns, lengths }: Extract<Definition, { type: "string" }>, name: string): string {
    const tests = patterns.map((pattern) => `${this.#constant(pattern)}.test(${name})`);
    // Versions of Zod differ in how long a character of two units is.
    const isCountable = lengths.length === 0 ? [] : [`!${this.#constant(surrogate)}.test(${name})`];
    return refuseUnless([
      `typeof ${name} === "string"`,
      ...tests,
      ...isCountable,
      ...inRanges(lengths, `${name}.length`),
    ]);
  }

  #number({ coerce, isInteger, ranges }: Extract<Definition, { type: "number" }>, name: string): string {
    const convert = coerce ? `if (typeof ${name} === "string") ${name} = Number(${name});` : "";
    const isNumber = isInteger
      ? `Number.isSafeInteger(${name})`
      : `typeof ${name} === "number" && Number.isFinite(${name})`;
    return `${convert} ${refuseUnless([isNumber, ...inRanges(ranges, name)])}`;
  }

  #constant(value: RegExp | ReadonlySet<unknown>): string {
    return `constants[${this.constants.push(value) - 1}]`;
  }

  #variable(): string {
    return `v${this.#variables++}`;
  }
}

const refuseUnless = (conditions: readonly string[]): string => `if (!(${conditions.join(" && ")})) return undefined;`;

const inRanges = (ranges: readonly Range[], value: string): readonly string[] =>
  ranges.map((range) => `${value} ${range.operator} ${range.value}`);

const surrogate = /[\ud800-\udfff]/;
