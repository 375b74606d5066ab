/** What a placeholder stands for; undefined when there is no such variable and the text is left alone. */
export type Lookup = (name: string) => { readonly value: unknown } | undefined;

/**
 * Fills `<name>` into a template. In JSON a variable is a value of its own, or, inside quotes, a part of the text; in any
 * other template texts stand as they are.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function fillTemplate(template: string, lookup: Lookup): string {
  const isJson = /^\s*[{["]/.test(template) || /^\s*<[^<>]+>\s*$/.test(template);
  let filled = "";
  let isQuoted = false;
  for (let at = 0; at < template.length; at++) {
    const character = template[at] ?? "";
    const name = character === "<" ? /^<([^<>"\n]+)>/.exec(template.slice(at))?.[1] : undefined;
    const found = name === undefined ? undefined : lookup(name.trim());
    if (name !== undefined && found !== undefined) {
      filled += isJson ? (isQuoted ? inText(found.value) : asValue(found.value)) : asText(found.value);
      at += name.length + 1;
      continue;
    }
    if (character === "\\" && isQuoted) {
      filled += character + (template[++at] ?? "");
      continue;
    }
    if (character === '"') isQuoted = !isQuoted;
    filled += character;
  }
  return filled;
}

const asValue = (value: unknown): string => JSON.stringify(value ?? null);

const asText = (value: unknown): string =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);

/** Escaped, without quotes of its own. */
const inText = (value: unknown): string => JSON.stringify(asText(value)).slice(1, -1);
