import type { EncodingChoice } from "../bytes/decoder.ts";
import { type FieldSources, noShift, type Reader, recordSizeMaxDefault } from "../reader.ts";
import { XmlParser } from "./xml-parser.ts";

export interface XmlOptions {
  /** The name, without prefix, of the elements that are records, at any depth. */
  readonly record: string;
  /** `auto`: what the file declares, UTF-8 where it declares nothing. */
  readonly encoding?: EncodingChoice;
  /** Field -> path of its value: `{ orderId: "@id", currency: "total.@currency", total: "total.#text" }`. */
  readonly fields?: FieldSources;
  /** A record of more bytes is rejected; a mebibyte unless told otherwise. */
  readonly recordSizeMax?: number;
}

/** XML 1.0 files with namespaces. Document types, and with them entities of the file's own, are refused. */
export function xml(options: XmlOptions): Reader {
  const { record, encoding = "auto", fields = {}, recordSizeMax = recordSizeMaxDefault } = options;
  return {
    format: "xml",
    fields,
    open: (known) =>
      new XmlParser({
        record,
        encoding: known?.encoding ?? encoding,
        fields,
        recordSizeMax,
        shift: known?.shift ?? noShift,
      }),
  };
}
