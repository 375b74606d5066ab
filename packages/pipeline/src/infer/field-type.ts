import type { JsonSchema } from "../schema/json-schema.ts";

/** What the values of one field have in common. */
export interface FieldFindings {
  readonly schema: JsonSchema;
  /** Whether every record has a value, and no two the same. */
  readonly isKey: boolean;
  readonly isOptional: boolean;
  readonly isNullable: boolean;
}

/** A field with at most so many different texts, each of them several times, is a choice of these. */
const choicesMax = 12;
const timesEach = 5;

/** So many different values are remembered. */
const distinctMax = 50_000;

const kinds: readonly (readonly [(text: string) => boolean, JsonSchema])[] = [
  [(text) => text === "true" || text === "false", { type: "boolean" }],
  // A number that begins with a zero is a code.
  [(text) => /^-?(0|[1-9]\d{0,14})$/.test(text), { type: "integer" }],
  [(text) => /^-?(0|[1-9]\d{0,14})(\.\d+)?([eE][-+]?\d{1,2})?$/.test(text), { type: "number" }],
  [isDay, { type: "string", format: "date" }],
  [(text) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text) && isDay(text.slice(0, 10)), dateTime()],
  [(text) => /^[^\s@]{1,64}@[^\s@]+\.[a-z]{2,}$/i.test(text), { type: "string", format: "email" }],
  [(text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text), { type: "string", format: "uuid" }],
];

function dateTime(): JsonSchema {
  return { type: "string", format: "date-time" };
}

function isDay(text: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text) : undefined;
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Looks at the values of one field, one after the other. */
export class FieldProfile {
  #present = 0;
  #nulls = 0;
  #isKey: boolean = true;
  readonly #types = new Set<string>();
  readonly #counts = new Map<string, number>();
  #candidates = kinds;

  see(value: unknown): void {
    if (value === undefined) return;
    this.#present++;
    if (value === null) {
      this.#nulls++;
      return;
    }
    this.#types.add(Array.isArray(value) ? "array" : typeof value);
    if (typeof value === "object") {
      this.#isKey = false;
      return;
    }
    const text = String(value);
    this.#candidates = this.#candidates.filter(([fits]) => fits(text));
    const times = this.#counts.get(text) ?? 0;
    if (times > 0) this.#isKey = false;
    if (times > 0 || this.#counts.size < distinctMax) this.#counts.set(text, times + 1);
  }

  /** `records`: how many there were. */
  findings(records: number): FieldFindings {
    return {
      schema: this.#schema(),
      isKey: this.#isKey && this.#nulls === 0 && this.#present === records && records > 1,
      isOptional: this.#present < records,
      isNullable: this.#nulls > 0,
    };
  }

  #schema(): JsonSchema {
    const [type, another] = this.#types;
    if (type === undefined || another !== undefined) return {};
    if (type === "object" || type === "array" || type === "boolean") return { type };
    const found = this.#candidates[0]?.[1];
    if (type === "number") return found?.type === "integer" ? found : { type: "number" };
    if (found !== undefined) return found;
    const choices = [...this.#counts.keys()].sort();
    const isChoice =
      choices.length > 1 &&
      choices.length <= choicesMax &&
      [...this.#counts.values()].every((count) => count >= timesEach);
    return isChoice ? { type: "string", enum: choices } : { type: "string" };
  }
}
