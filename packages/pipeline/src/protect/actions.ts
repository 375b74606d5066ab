import { createHmac } from "node:crypto";
import { PipelineError } from "../pipeline-error.ts";
import { Personal, personalValue } from "./personal.ts";

export interface HashAction {
  readonly action: "hash";
  readonly joinable: boolean;
}

export interface MaskAction {
  readonly action: "mask";
  readonly keepFirst: number;
  readonly keepLast: number;
}

export interface DropAction {
  readonly action: "drop";
}

export type Action = HashAction | MaskAction | DropAction;

/**
 * A keyed HMAC-SHA-256 of the value, 43 characters. The same value in the same field of the same pipeline always gives the same
 * hash; a joinable one is the same in every field and pipeline that uses the key.
 */
export const hash = (options: { readonly joinable?: boolean } = {}): HashAction => ({
  action: "hash",
  joinable: options.joinable ?? false,
});

/** Every letter and digit as a star, except some at the ends; of a text too short to hide anything, all of them. */
export const mask = (options: { readonly keepFirst?: number; readonly keepLast?: number } = {}): MaskAction => ({
  action: "mask",
  keepFirst: options.keepFirst ?? 0,
  keepLast: options.keepLast ?? 0,
});

/** Leaves the field out of the row. */
export const drop = (): DropAction => ({ action: "drop" });

export type Actions<Row> = { readonly [Key in keyof Row]?: Action };

export type Anonymised<Row, Chosen> = {
  readonly [Key in keyof Row as Key extends keyof Chosen
    ? Chosen[Key] extends DropAction
      ? never
      : Key
    : Key]: Key extends keyof Chosen ? Shown<Row[Key]> : Row[Key];
};

/** What is left of a value: text, or nothing where there was nothing. */
type Shown<Value> =
  Value extends Personal<infer Inner> ? string | Extract<Inner, null> : Value extends null | undefined ? Value : string;

/** A hash is remembered for this many values: partner files repeat the same people, and an HMAC costs as much as parsing a row. */
const rememberedMax = 10_000;

/** Applies actions to the rows of one run. */
export class Anonymiser {
  readonly #pipeline: string;
  readonly #key: string | Uint8Array | undefined;
  readonly #remembered = new Map<string, string>();

  constructor(options: { readonly pipeline: string; readonly key: string | Uint8Array | undefined }) {
    this.#pipeline = options.pipeline;
    this.#key = options.key;
  }

  anonymise<Row extends object, const Chosen extends Actions<Row>>(row: Row, actions: Chosen): Anonymised<Row, Chosen> {
    const chosen: Readonly<Record<string, Action | undefined>> = actions;
    const shown: Record<string, unknown> = {};
    // Built member by member: deleting from a copy would make it a slow object for good.
    for (const [field, value] of Object.entries(row)) {
      const action = Object.hasOwn(chosen, field) ? chosen[field] : undefined;
      if (action === undefined) shown[field] = value;
      else if (action.action !== "drop") shown[field] = this.#shown(field, value, action);
    }
    return shown as Anonymised<Row, Chosen>;
  }

  #shown(field: string, value: unknown, action: HashAction | MaskAction): unknown {
    const inner = value instanceof Personal ? personalValue(value) : value;
    if (inner === null || inner === undefined) return inner;
    const text = typeof inner === "object" ? JSON.stringify(inner) : String(inner);
    return action.action === "mask" ? masked(text, action) : this.#hash(field, text, action);
  }

  #hash(field: string, text: string, action: HashAction): string {
    const scope = action.joinable ? "" : `${this.#pipeline}\0${field}`;
    const scoped = `${scope}\0${text}`;
    const known = this.#remembered.get(scoped);
    if (known !== undefined) return known;
    if (this.#key === undefined || this.#key.length === 0) {
      throw new PipelineError("missing-key", `Cannot hash field "${field}": the run was given no key`, { field });
    }
    const digest = createHmac("sha256", this.#key).update(scoped).digest("base64url");
    if (this.#remembered.size >= rememberedMax) this.#remembered.clear();
    this.#remembered.set(scoped, digest);
    return digest;
  }
}

function masked(text: string, { keepFirst, keepLast }: MaskAction): string {
  const chars = Array.from(text);
  const hidesSome = chars.length > keepFirst + keepLast;
  const isKept = (index: number): boolean => hidesSome && (index < keepFirst || index >= chars.length - keepLast);
  return chars.map((char, index) => (isKept(index) ? char : char.replace(/[\p{L}\p{N}]/u, "*"))).join("");
}
