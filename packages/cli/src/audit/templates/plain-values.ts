import type { Json, JsonObject } from "@millrace/cloud";

/**
 * A value with its functions as text, so that texts can be compared: `${Bucket}`, `${Bucket.Arn}`, `arn:aws:s3:::${Name}/*`. Of a
 * choice the first branch counts, what has no value is left out, and what only a deployment knows becomes `${Fn::Select}`.
 */
export function plainValue(value: Json): Json | undefined {
  if (Array.isArray(value)) return value.flatMap((item: Json) => plainValue(item) ?? []);
  if (typeof value !== "object" || value === null) return value;
  const [[name = "", argument = ""] = [], ...others] = Object.entries(value as JsonObject);
  if (others.length === 0 && (name === "Ref" || name.startsWith("Fn::"))) return plainCall(name, argument);
  return Object.fromEntries(
    Object.entries(value as JsonObject).flatMap(([key, member]) => {
      const plain = plainValue(member);
      return plain === undefined ? [] : [[key, plain]];
    }),
  );
}

function plainCall(name: string, argument: Json): Json | undefined {
  const list: readonly Json[] = Array.isArray(argument) ? argument : [argument];
  switch (name) {
    case "Ref":
      return argument === "AWS::NoValue" ? undefined : `\${${String(argument)}}`;
    case "Fn::GetAtt":
      return `\${${list.map(String).join(".")}}`;
    case "Fn::Sub":
      return plainSubstitution(list);
    case "Fn::Join": {
      const items = plainValue(list[1] ?? []);
      return Array.isArray(items) ? items.map(String).join(String(list[0] ?? "")) : "${Fn::Join}";
    }
    case "Fn::If":
      return plainValue(list[1] ?? "") ?? plainValue(list[2] ?? "");
    default:
      return `\${${name}}`;
  }
}

function plainSubstitution([text = "", variables = {}]: readonly Json[]): string {
  const given = variables as JsonObject;
  return String(text).replace(/\$\{([^!{}][^{}]*)\}/g, (whole, name: string) => {
    const value = given[name.trim()];
    return value === undefined ? whole : String(plainValue(value) ?? "");
  });
}
