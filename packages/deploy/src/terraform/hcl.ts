/** An expression of Terraform's language that is written as it stands. */
export interface Raw {
  readonly raw: string;
}

/** Values of Terraform's language: a text is quoted, `Raw` is not. Members that are undefined are left out. */
export type Hcl =
  | string
  | number
  | boolean
  | null
  | undefined
  | Raw
  | Call
  | readonly Hcl[]
  | { readonly [name: string]: Hcl };

export const raw = (text: string): Raw => ({ raw: text });

/** A call of a function whose only argument is a value. */
export interface Call {
  readonly call: string;
  readonly value: Hcl;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly comment?: string;
  readonly attributes: Readonly<Record<string, Hcl>>;
  readonly blocks?: readonly Block[];
}

/** Blocks as `terraform fmt` would leave them. */
export const writeBlocks = (blocks: readonly Block[]): string =>
  `${blocks.map((block) => blockLines(block, 0).join("\n")).join("\n\n")}\n`;

const indent = (depth: number): string => "  ".repeat(depth);

function blockLines({ type, labels, comment, attributes, blocks = [] }: Block, depth: number): string[] {
  const head = [type, ...labels.map((label) => JSON.stringify(label))].join(" ");
  const inner = [
    ...attributeLines(Object.entries(attributes), depth + 1),
    ...blocks.flatMap((block, at) => [
      ...(at === 0 && Object.keys(attributes).length === 0 ? [] : [""]),
      ...blockLines(block, depth + 1),
    ]),
  ];
  const notes = comment === undefined ? [] : [`${indent(depth)}# ${comment}`];
  if (inner.length === 0) return [...notes, `${indent(depth)}${head} {}`];
  return [...notes, `${indent(depth)}${head} {`, ...inner, `${indent(depth)}}`];
}

/** Equal signs of attributes that follow each other stand below each other; a value of several lines ends such a column. */
function attributeLines(attributes: readonly (readonly [string, Hcl])[], depth: number): string[] {
  const written = attributes
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name: keyOf(name), lines: valueLines(value, depth) }));
  const widths: number[] = [];
  for (let at = 0; at < written.length; ) {
    let end = at;
    while (end < written.length && written[end]?.lines.length === 1) end += 1;
    const width = Math.max(0, ...written.slice(at, end).map(({ name }) => name.length));
    for (; at < end; at += 1) widths[at] = width;
    if (at < written.length) widths[at] = written[at]?.name.length ?? 0;
    at += 1;
  }
  return written.flatMap(({ name, lines: [first = "", ...rest] }, at) => [
    `${indent(depth)}${name.padEnd(widths[at] ?? 0)} = ${first}`,
    ...rest,
  ]);
}

const keyOf = (name: string): string => (/^[A-Za-z_][\w-]*$/.test(name) ? name : JSON.stringify(name));

/** The first line without indentation, the others with all of it. */
function valueLines(value: Hcl, depth: number): string[] {
  if (typeof value === "string") return [quoted(value)];
  if (typeof value !== "object" || value === null) return [String(value ?? null)];
  if (isRaw(value)) return [value.raw];
  if (Array.isArray(value)) return listLines(value, depth);
  if (isCall(value)) {
    const lines = valueLines(value.value, depth);
    return lines
      .map((line, at) => (at === 0 ? `${value.call}(${line}` : line))
      .map((line, at) => (at === lines.length - 1 ? `${line})` : line));
  }
  const entries = Object.entries(value as Readonly<Record<string, Hcl>>).filter(([, member]) => member !== undefined);
  if (entries.length === 0) return ["{}"];
  return ["{", ...attributeLines(entries, depth + 1), `${indent(depth)}}`];
}

function listLines(values: readonly Hcl[], depth: number): string[] {
  const items = values.map((value) => valueLines(value, depth + 1));
  if (items.every((lines) => lines.length === 1) && !items.some(([line = ""]) => line.startsWith("{"))) {
    const line = `[${items.join(", ")}]`;
    if (line.length <= lineMax) return [line];
  }
  const lines = items.flatMap(([first = "", ...rest]) => {
    const last = rest.pop();
    return last === undefined
      ? [`${indent(depth + 1)}${first},`]
      : [`${indent(depth + 1)}${first}`, ...rest, `${last},`];
  });
  return ["[", ...lines, `${indent(depth)}]`];
}

const lineMax = 100;

const isRaw = (value: object): value is Raw => "raw" in value && typeof value.raw === "string";
const isCall = (value: object): value is Call => "call" in value && "value" in value && typeof value.call === "string";

/** https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences */
const quoted = (text: string): string =>
  JSON.stringify(text).replaceAll(/[$%]\{/g, (sign) => `${sign.charAt(0)}${sign}`);

/** Text with expressions in it, each in `${...}`; the texts are escaped, the expressions are not. */
export const template = (pieces: readonly (string | Raw)[]): Raw =>
  raw(
    `"${pieces.map((piece) => (typeof piece === "string" ? quoted(piece).slice(1, -1) : `\${${piece.raw}}`)).join("")}"`,
  );
