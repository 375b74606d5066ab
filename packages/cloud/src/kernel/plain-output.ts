import { RawJson } from "@millrace/wire";

/** An output for a caller inside the cloud: what was to be sent as JSON text, as the values that it stands for. */
export function plainOutput(output: unknown): unknown {
  if (output instanceof RawJson) return JSON.parse(output.text);
  if (typeof output !== "object" || output === null) return output;
  if (!Object.values(output).some((member) => member instanceof RawJson)) return output;
  return Object.fromEntries(
    Object.entries(output).map(([name, member]) => [
      name,
      member instanceof RawJson ? JSON.parse(member.text) : member,
    ]),
  );
}
