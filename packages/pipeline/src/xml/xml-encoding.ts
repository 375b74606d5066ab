import type { EncodingChoice } from "../bytes/decoder.ts";
import { PipelineError } from "../pipeline-error.ts";

const declaration = /^(?:\u00ef\u00bb\u00bf)?<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/;

const declared: Readonly<Record<string, EncodingChoice>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "us-ascii": "utf-8",
  ascii: "utf-8",
  "iso-8859-1": "windows-1252",
  latin1: "windows-1252",
  "windows-1252": "windows-1252",
  cp1252: "windows-1252",
  // Only a byte order mark says which of the two it is, and that is looked for first.
  "utf-16": "utf-8",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
};

/** What an XML file says its encoding is; UTF-8 where it says nothing. https://www.w3.org/TR/xml/#charencoding */
export function declaredEncoding(head: Buffer): EncodingChoice {
  const name = declaration.exec(head.toString("latin1", 0, 200))?.[1]?.toLowerCase() ?? "utf-8";
  const encoding = declared[name];
  if (encoding === undefined) {
    throw new PipelineError(
      "encoding-error",
      `Cannot decode "${name}": expected UTF-8, UTF-16, ISO-8859-1 or windows-1252`,
    );
  }
  return encoding;
}
