import { type FieldSources, noShift, type Reader, recordSizeMaxDefault } from "../reader.ts";
import { JsonParser } from "./json-parser.ts";
import { parseJsonPath } from "./json-path.ts";

export interface JsonOptions {
  /**
   * Where the records are: `$[*]` the members of an array that is the whole file, `$.orders[*]` those of a member. Without a path,
   * an array is its members and anything else one record.
   */
  readonly path?: string;
  /** Field -> path of its value: `{ email: "customer.email" }`. */
  readonly fields?: FieldSources;
  /** A record of more bytes is rejected; a mebibyte unless told otherwise. */
  readonly recordSizeMax?: number;
}

/** Files that are one JSON document with the records inside. */
export function json(options: JsonOptions = {}): Reader {
  const { fields = {}, recordSizeMax = recordSizeMaxDefault } = options;
  const path = options.path === undefined ? undefined : parseJsonPath(options.path);
  return {
    format: "json",
    fields,
    open: (known) => new JsonParser({ path, fields, recordSizeMax, shift: known?.shift ?? noShift }),
  };
}
