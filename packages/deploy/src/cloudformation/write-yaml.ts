import type { Template, Value } from "./template.ts";

/** Intrinsic functions that YAML has a short form for. */
const shortForms: Readonly<Record<string, string>> = {
  Ref: "!Ref",
  "Fn::GetAtt": "!GetAtt",
  "Fn::Sub": "!Sub",
  "Fn::Select": "!Select",
  "Fn::GetAZs": "!GetAZs",
  "Fn::Cidr": "!Cidr",
};

/** A template as people write them: YAML with the short forms of functions. The same template gives the same text. */
export function writeYaml(template: Template): string {
  const sections = Object.entries(template).filter(([, value]) => !isEmpty(value as Value));
  return `${sections.map(([name, value]) => section(name, value as Value)).join("\n\n")}\n`;
}

/** Sections are told apart by an empty line, and so are resources. */
function section(name: string, value: Value): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return `${name}: ${scalar(value as string)}`;
  const members = Object.entries(value).map(([key, member]) => entry(key, member, 1).join("\n"));
  return `${name}:\n${members.join(name === "Resources" ? "\n\n" : "\n")}`;
}

const indent = (depth: number): string => "  ".repeat(depth);

function entry(key: string, value: Value, depth: number): string[] {
  const head = `${indent(depth)}${plain(key)}:`;
  const inline = inlineOf(value);
  if (inline !== undefined) return [`${head} ${inline}`];
  const [tag, inner] = tagged(value);
  return [tag === "" ? head : `${head} ${tag}`, ...block(inner, depth + 1)];
}

function block(value: Value, depth: number): string[] {
  if (Array.isArray(value)) return value.flatMap((one: Value) => item(one, depth));
  return Object.entries(value as object)
    .filter(([, member]) => member !== undefined)
    .flatMap(([key, member]: [string, Value]) => entry(key, member, depth));
}

function item(value: Value, depth: number): string[] {
  const inline = inlineOf(value);
  if (inline !== undefined) return [`${indent(depth)}- ${inline}`];
  const [tag, inner] = tagged(value);
  const lines = block(inner, depth + 1);
  if (tag !== "") return [`${indent(depth)}- ${tag}`, ...lines];
  const [first = "", ...rest] = lines;
  return [`${indent(depth)}- ${first.trimStart()}`, ...rest];
}

/** What stands on one line: scalars, functions of scalars, and what is empty. */
function inlineOf(value: Value): string | undefined {
  if (typeof value !== "object" || value === null) return scalar(value);
  if (isEmpty(value)) return Array.isArray(value) ? "[]" : "{}";
  const [tag, inner] = tagged(value);
  if (tag === "") return undefined;
  if (tag === "!GetAtt" && Array.isArray(inner)) return `${tag} ${inner.join(".")}`;
  return typeof inner === "object" ? undefined : `${tag} ${scalar(inner)}`;
}

/** A function's short form and its argument, or nothing and the value itself. */
function tagged(value: Value): readonly [string, Value] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return ["", value];
  const members = Object.entries(value);
  const [name, inner] = members[0] ?? [];
  const tag = members.length === 1 && name !== undefined ? shortForms[name] : undefined;
  // A function right below another has to be in its long form: YAML takes one tag for a value.
  return tag === undefined ? ["", value] : [tag, inner as Value];
}

const isEmpty = (value: Value): boolean =>
  value === undefined ||
  (typeof value === "object" && value !== null && Object.values(value).every((member) => member === undefined));

const scalar = (value: string | number | boolean | null | undefined): string =>
  typeof value === "string" ? plain(value) : String(value ?? null);

/** Text that YAML would read as something else stands in quotes. https://yaml.org/spec/1.2.2/#733-plain-style */
function plain(text: string): string {
  const isPlain =
    /^[A-Za-z0-9/._$^(][^\n"#]*$/.test(text) &&
    !/: |:$|^\s|\s$| #|[{}[\]]$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|y|n|~|[-+]?[\d._]+(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+|\d{4}-\d\d-\d\d.*|[\d:]+)$/i.test(
      text,
    );
  return isPlain ? text : JSON.stringify(text);
}
