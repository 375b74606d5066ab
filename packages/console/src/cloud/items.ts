/** A value as DynamoDB has it. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** What DynamoDB's JSON stands for. Numbers that JavaScript cannot hold stay texts; bytes stay base64. */
export function plainValue(value: AttributeValue | undefined): unknown {
  const [kind, content] = Object.entries(value ?? {})[0] ?? [];
  switch (kind) {
    case "N":
      return String(Number(content)) === content ? Number(content) : content;
    case "L":
      return (content as AttributeValue[]).map(plainValue);
    case "M":
      return plainItem(content as Item);
    case "NULL":
      return null;
    default:
      return content;
  }
}

export const plainItem = (item: Item): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));

/** A value as a cell of a table shows it. */
export function cellText(value: AttributeValue | undefined): string {
  if (value === undefined) return "";
  const plain = plainValue(value);
  return typeof plain === "object" ? JSON.stringify(plain) : String(plain);
}
