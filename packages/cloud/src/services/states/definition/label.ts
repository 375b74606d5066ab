/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html: Label */
const charactersMax = 40;
const forbidden = /[\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]/u;

/** What is wrong with the label of a distributed Map, as AWS words it; undefined when nothing is. */
export function labelMistake(label: string): string | undefined {
  if (label.length > charactersMax) return `Label cannot exceed ${charactersMax} characters`;
  const found = forbidden.exec(label)?.[0];
  return found === undefined ? undefined : `Label contains invalid character: ${quoted(found)}`;
}

/**
 * The refusal of a definition whose label is wrong does not look like any other: recorded on AWS are the names and the
 * quoting of another language's exceptions.
 */
export const labelRefusal = (mistake: string, definition: string): string =>
  `Error=ValueError Args=[${quoted(mistake)}] in definition '${definition}'.`;

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Single quotes unless the text has some and no double ones; what cannot be printed as its code. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = Array.from(text, (character) => {
    if (character === quote) return `\\${character}`;
    const code = character.codePointAt(0) ?? 0;
    if (escapes[character] !== undefined) return escapes[character];
    return code < 32 || (code >= 127 && code <= 160) ? `\\x${code.toString(16).padStart(2, "0")}` : character;
  });
  return `${quote}${inner.join("")}${quote}`;
}
