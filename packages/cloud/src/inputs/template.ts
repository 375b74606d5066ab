/** What a placeholder stands for; undefined when there is no such variable and the text is left alone. */
export type Lookup = (name: string) => { readonly value: unknown } | undefined;

/**
 * Fills `<name>` into a template. In JSON a variable is a value of its own, or, inside quotes, a part of the text; in any
 * other template texts stand as they are.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function fillTemplate(template: string, lookup: Lookup): string {
  const isJson = /^\s*[{["]/.test(template) || /^\s*<[^<>]+>\s*$/.test(template);
  let isQuoted = false;
  return template.replace(pieces, (piece: string, name: string | undefined) => {
    const found = name === undefined ? undefined : lookup(name.trim());
    if (found !== undefined) return written(found.value, { isJson, isQuoted });
    if (piece === '"') isQuoted = !isQuoted;
    return piece;
  });
}

/** What matters in a template: an escaped character, a quotation mark, a placeholder. */
const pieces = /\\[\s\S]|"|<([^<>"\n]+)>/g;

function written(
  value: unknown,
  { isJson, isQuoted }: { readonly isJson: boolean; readonly isQuoted: boolean },
): string {
  if (!isJson) return asText(value);
  return isQuoted ? inText(value) : asValue(value);
}

const asValue = (value: unknown): string => JSON.stringify(value ?? null);

const asText = (value: unknown): string =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);

/** Escaped, without quotes of its own. */
const inText = (value: unknown): string => JSON.stringify(asText(value)).slice(1, -1);
