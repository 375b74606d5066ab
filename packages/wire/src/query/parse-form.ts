import { serializationError } from "../errors/wire-errors.ts";

/** Names of `application/x-www-form-urlencoded` with their values; of a repeated name the last. */
export type FormFields = ReadonlyMap<string, string>;

/** More fields than this are an attack, not a request. */
const fieldsMax = 100_000;

export function parseForm(...texts: readonly string[]): FormFields {
  const fields = new Map<string, string>();
  for (const text of texts) {
    for (const field of text.split("&")) {
      if (field === "") continue;
      const equals = field.indexOf("=");
      fields.set(
        decoded(equals < 0 ? field : field.slice(0, equals)),
        equals < 0 ? "" : decoded(field.slice(equals + 1)),
      );
      if (fields.size > fieldsMax) throw serializationError(`A form has more than ${fieldsMax} fields`);
    }
  }
  return fields;
}

function decoded(text: string): string {
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw serializationError("A form field is not well encoded");
  }
}
