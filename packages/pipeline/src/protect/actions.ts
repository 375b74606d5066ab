import type { Generality } from "./generalise.ts";
import type { Personal } from "./personal.ts";

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

export interface TokeniseAction {
  readonly action: "tokenise";
}

export interface EncryptAction {
  readonly action: "encrypt";
}

export interface GeneraliseAction {
  readonly action: "generalise";
  readonly to: Generality;
}

export type Action = HashAction | MaskAction | DropAction | TokeniseAction | EncryptAction | GeneraliseAction;

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

/**
 * A token in the place of the value, which stands encrypted in the pipeline's vault: who may read the vault can have it back. The same
 * value in the same field has the same token. Needs `protect: { vault: true }`.
 */
export const tokenise = (): TokeniseAction => ({ action: "tokenise" });

/**
 * The value encrypted with AES-256-GCM under the pipeline's key; `decryptValue` reads it. The same value in the same field gives the same
 * text, so that writing a row again changes nothing: who sees the rows can tell which are alike.
 */
export const encrypt = (): EncryptAction => ({ action: "encrypt" });

/** A coarser value: the `year` or `month` of a date, the range of a number, the beginning of a text. What it does not fit is dropped to "". */
export const generalise = (to: Generality): GeneraliseAction => ({ action: "generalise", to });

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
