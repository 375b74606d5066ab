let unwrap: <Value>(personal: Personal<Value>) => Value;

/**
 * A value of a field that was marked personal. Nothing can be read from it: text, JSON and logs made of it say "[personal]", and only
 * an action (hash, mask, drop) turns it into something that may reach a sink. The private field makes the type nominal, so
 * that the compiler keeps the two apart as well.
 */
export class Personal<out Value> {
  readonly #value: Value;

  static {
    unwrap = (personal) => personal.#value;
  }

  constructor(value: Value) {
    this.#value = value;
  }

  toString(): string {
    return "[personal]";
  }

  toJSON(): string {
    return "[personal]";
  }
}

/** For the actions only; not exported from the room. */
export const personalValue = <Value>(personal: Personal<Value>): Value => unwrap(personal);

/** A row in which the fields that were marked personal cannot be read. */
export type Tainted<Row, Field> = {
  readonly [Key in keyof Row]: Key extends Field
    ? Personal<Exclude<Row[Key], undefined>> | Extract<Row[Key], undefined>
    : Row[Key];
};

/**
 * The paths of a row's personal values, `never` if it has none: `"email"`, `"customer.email"`, `"lines[].note"`. Looks five levels
 * deep; the run-time wall looks at all.
 */
export type PersonalPaths<Row, Level extends keyof Deeper = 0> =
  IsAny<Row> extends true
    ? never
    : Row extends Personal<unknown>
      ? ""
      : Row extends Plain
        ? never
        : Level extends 5
          ? never
          : Row extends readonly (infer Item)[]
            ? Joined<"[]", PersonalPaths<Item, Deeper[Level]>>
            : { [Key in keyof Row & string]: Joined<Key, PersonalPaths<Row[Key], Deeper[Level]>> }[keyof Row & string];

type IsAny<Type> = 0 extends 1 & Type ? true : false;

/** Types whose members are not looked at. */
type Plain =
  | string
  | number
  | bigint
  | boolean
  | symbol
  | null
  | undefined
  | Date
  | Uint8Array
  | ((...args: never[]) => unknown);

interface Deeper {
  readonly 0: 1;
  readonly 1: 2;
  readonly 2: 3;
  readonly 3: 4;
  readonly 4: 5;
  readonly 5: 5;
}

type Joined<Key extends string, Rest> = Rest extends ""
  ? Key
  : Rest extends `[${string}`
    ? `${Key}${Rest}`
    : Rest extends string
      ? `${Key}.${Rest}`
      : never;

/** How deep into a row the run-time wall looks; what is deeper is refused, as DynamoDB would (its limit is 32 levels). */
const rowDepthMax = 32;

/** The path of the first personal value in `row`, or undefined: the wall behind the one in the types. */
export function personalPath(row: unknown, path = "", depth = 0): string | undefined {
  if (typeof row !== "object" || row === null) return undefined;
  if (row instanceof Personal || depth > rowDepthMax) return path;
  for (const key in row) {
    const value: unknown = row[key as keyof typeof row];
    if (typeof value !== "object" || value === null) continue;
    const found = personalPath(value, path === "" ? key : `${path}.${key}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function taint(row: object, fields: readonly string[]): object {
  const tainted: Record<string, unknown> = { ...row };
  for (const field of fields) {
    if (tainted[field] !== undefined) tainted[field] = new Personal(tainted[field]);
  }
  return tainted;
}
