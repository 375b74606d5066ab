import { AwsError } from "@millrace/wire";

/** The JSON object that a request of the console is. */
export function readBody(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below, as for any other text.
  }
  throw new AwsError("SerializationException", "The body must be a JSON object");
}
