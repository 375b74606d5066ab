const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const reference = /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/g;

/** What a text says: line breaks as XML wants them, references replaced. Undefined where a reference means nothing. */
export function decodedText(raw: string): string | undefined {
  const text = raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
  if (!text.includes("&")) return text;
  let isSound = true;
  let references = 0;
  const decoded = text.replace(reference, (_, hex?: string, decimal?: string, name?: string) => {
    references++;
    const found = name === undefined ? character(hex, decimal) : entities[name];
    if (found === undefined) isSound = false;
    return found ?? "";
  });
  const ampersands = text.split("&").length - 1;
  return isSound && ampersands === references ? decoded : undefined;
}

function character(hex: string | undefined, decimal: string | undefined): string | undefined {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  const text = String.fromCodePoint(code);
  return hasForbiddenCharacter(text) ? undefined : text;
}

/** What is no Char of XML 1.0: control characters, the two non-characters, and stand-ins of broken bytes. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|(?<![\ud800-\udbff])[\udc00-\udfff]/;

export const hasForbiddenCharacter = (text: string): boolean => forbidden.test(text);
