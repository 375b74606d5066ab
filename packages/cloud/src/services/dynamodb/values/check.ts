import { AwsError } from "@millrace/wire";
import { invalidParameter, validation } from "../errors.ts";
import { attributeNameBytesMax, nestingLevelsMax } from "../limits.ts";
import { type AttributeValue, type Item, isAttributeType } from "./attribute-value.ts";
import { canonicalNumber } from "./number.ts";
import { textBytes } from "./size.ts";

/**
 * Refuses what is not a value, and answers it in canonical form. What is canonical already comes back as it is, so that
 * the usual item is not copied.
 */
export function checkedValue(given: AttributeValue | null, depth = 0): AttributeValue {
  const value = onlyMember(given);
  if (value.S !== undefined || value.BOOL !== undefined) return value;
  if (value.N !== undefined) return checkedNumber(value, value.N);
  if (value.B !== undefined) return checkedBinary(value, value.B);
  if (value.M !== undefined || value.L !== undefined) return checkedDocument(value, depth);
  if (value.NULL === true) return value;
  if (value.NULL !== undefined) throw invalidParameter("Null attribute value types must have the value of true");
  return checkedSet(value);
}

export function checkedItem(item: Item, depth = 0): Item {
  let copy: Record<string, AttributeValue> | undefined;
  for (const name in item) {
    const value = item[name];
    if (value === undefined) continue;
    refuseName(name);
    const checked = checkedValue(value, depth);
    if (checked === value) continue;
    copy ??= { ...item };
    copy[name] = checked;
  }
  return copy ?? item;
}

/** Checks a value that belongs to a named parameter, whose refusals end in that name. */
export function checkedValueFor(parameter: string, key: string, value: AttributeValue): AttributeValue {
  try {
    return checkedValue(value);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validation(`${parameter} contains invalid value: ${error.message} for key ${key}`);
  }
}

/** The value without nulls and without members that are no types, both of which AWS reads over. */
function onlyMember(given: AttributeValue | null): AttributeValue {
  if (given !== null && isOfOneMember(given)) return given;
  const members = Object.entries(given ?? {}).filter(
    ([type, value]) => value !== null && value !== undefined && isAttributeType(type),
  );
  if (members.length === 1) return Object.fromEntries(members);
  throw validation(
    members.length === 0
      ? "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
      : "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
  );
}

/** What nearly every value is, found out without a list of its members. */
function isOfOneMember(value: AttributeValue): boolean {
  let only: string | undefined;
  for (const type in value) {
    if (only !== undefined) return false;
    only = type;
  }
  return only !== undefined && isAttributeType(only) && value[only] !== null;
}

function refuseName(name: string): void {
  if (name === "") throw validation("Empty attribute name");
  if (name.length > attributeNameBytesMax / 3 && textBytes(name) > attributeNameBytesMax) {
    throw validation("Attribute name is too large, must be less than 65536 bytes");
  }
}

function checkedNumber(value: AttributeValue, text: string): AttributeValue {
  const canonical = canonicalNumber(text);
  return canonical === text ? value : { N: canonical };
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;

function checkedBinary(value: AttributeValue, text: string): AttributeValue {
  if (!base64.test(text)) throw new AwsError("SerializationException", "Base64 encoded text is not valid");
  return value;
}

function checkedDocument(value: AttributeValue, depth: number): AttributeValue {
  if (depth + 1 >= nestingLevelsMax) {
    throw validation(
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
    );
  }
  if (value.M !== undefined) {
    const map = checkedItem(value.M, depth + 1);
    return map === value.M ? value : { M: map };
  }
  const list = value.L ?? [];
  const checked = list.map((element) => checkedValue(element, depth + 1));
  return checked.every((element, at) => element === list[at]) ? value : { L: checked };
}

function checkedSet(value: AttributeValue): AttributeValue {
  if (value.SS !== undefined) return checkedStringSet(value, value.SS);
  if (value.NS !== undefined) return checkedNumberSet(value, value.NS);
  return checkedBinarySet(value, value.BS ?? []);
}

const hasDuplicates = (members: readonly string[]): boolean => new Set(members).size !== members.length;

function checkedStringSet(value: AttributeValue, members: readonly string[]): AttributeValue {
  // The article and the second space are AWS's own.
  if (members.length === 0) throw invalidParameter("An string set  may not be empty");
  if (hasDuplicates(members)) throw invalidParameter(`Input collection [${members.join(", ")}] contains duplicates.`);
  return value;
}

function checkedNumberSet(value: AttributeValue, members: readonly string[]): AttributeValue {
  if (members.length === 0) throw invalidParameter("An number set  may not be empty");
  const canonical = members.map(canonicalNumber);
  if (hasDuplicates(canonical)) throw validation("Input collection contains duplicates");
  return canonical.every((member, at) => member === members[at]) ? value : { NS: canonical };
}

function checkedBinarySet(value: AttributeValue, members: readonly string[]): AttributeValue {
  if (members.length === 0) throw invalidParameter("Binary sets should not be empty");
  for (const member of members) checkedBinary(value, member);
  if (hasDuplicates(members)) {
    throw invalidParameter(
      `Input collection [${members.map(() => "Bytes").join(", ")}]of type BS contains duplicates.`,
    );
  }
  return value;
}
