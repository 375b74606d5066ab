import { badRequest } from "../errors.ts";

export interface Positional {
  readonly text: string;
  /** Values in the order of their numbers. */
  readonly values: readonly (string | null)[];
}

/** A value as it is written for the server, and what it is to be taken for. */
export interface Bound {
  readonly text: string | null;
  readonly type: string | undefined;
}

/** What may hold a colon that begins no name: quoted text, names, comments, casts, dollar quotes; else a name. */
const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|::|:([A-Za-z_]\w*)/g;

/** Puts numbers in the place of names such as `:id`. Throws BadRequestException for a name without a value. */
export function numbered(sql: string, bound: ReadonlyMap<string, Bound>): Positional {
  const numbers = new Map<string, number>();
  const values: (string | null)[] = [];
  const text = sql.replace(token, (whole: string, _: string | undefined, name: string | undefined) => {
    if (name === undefined) return whole;
    const value = bound.get(name);
    if (value === undefined) throw badRequest(`Cannot find parameter: ${name}`);
    let number = numbers.get(name);
    if (number === undefined) {
      number = values.push(value.text);
      numbers.set(name, number);
    }
    return value.type === undefined ? `$${number}` : `$${number}::${value.type}`;
  });
  return { text, values };
}
