/**
 * An attribute's value as it stands on the wire: exactly one member is set, numbers are text, binary is base64 text.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export interface AttributeValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
  readonly M?: Item;
  readonly L?: readonly AttributeValue[];
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
}

/** Attribute names and their values. */
export type Item = Readonly<Record<string, AttributeValue>>;

export type AttributeType = "S" | "N" | "B" | "SS" | "NS" | "BS" | "M" | "L" | "BOOL" | "NULL";

const attributeTypes: ReadonlySet<string> = new Set(["S", "N", "B", "SS", "NS", "BS", "M", "L", "BOOL", "NULL"]);

export const isAttributeType = (text: string): text is AttributeType => attributeTypes.has(text);

/** The type of a checked value, which has exactly one member. */
export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) if (isAttributeType(type)) return type;
  throw new TypeError("Cannot tell the type of an attribute value without members");
}

/** The text of a key attribute's value, whatever its type; undefined for types that cannot be keys. */
export const scalarOf = (value: AttributeValue): string | undefined => value.S ?? value.N ?? value.B;
