import { parameterCountDiffers } from "../errors.ts";
import { type AttributeValue, typeOf } from "../values/attribute-value.ts";
import { checkedValue } from "../values/check.ts";
import type { Tokens } from "./tokens.ts";

/** The values behind the question marks of one statement, in their order. */
export class Parameters {
  readonly #values: readonly AttributeValue[];
  #used = 0;

  constructor(values: readonly AttributeValue[] = []) {
    this.#values = values;
  }

  take(): AttributeValue {
    const value = this.#values[this.#used++];
    if (value === undefined) throw parameterCountDiffers();
    return value;
  }

  refuseUnused(): void {
    if (this.#used < this.#values.length) throw parameterCountDiffers();
  }
}

/** Whether a value can begin here. */
export function isValue(tokens: Tokens): boolean {
  const { kind, text } = tokens.next;
  if (kind === "text" || kind === "number") return true;
  if (kind === "symbol") return ["?", "{", "[", "<<", "-"].includes(text);
  return kind === "word" && /^(true|false|null)$/i.test(text);
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.data-types.html */
export const parseValue = (tokens: Tokens, parameters: Parameters): AttributeValue =>
  checkedValue(rawValue(tokens, parameters));

function rawValue(tokens: Tokens, parameters: Parameters): AttributeValue {
  const { kind, text } = tokens.take();
  if (kind === "text") return { S: text };
  if (kind === "number") return { N: text };
  if (kind === "word") return wordValue(tokens, text);
  if (kind !== "symbol") throw tokens.malformed();
  switch (text) {
    case "?":
      return parameters.take();
    case "-":
      if (tokens.next.kind !== "number") throw tokens.malformed();
      return { N: `-${tokens.take().text}` };
    case "[":
      return { L: elements(tokens, parameters, "]") };
    case "<<":
      return setOf(tokens, elements(tokens, parameters, ">>"));
    case "{":
      return { M: members(tokens, parameters) };
    default:
      throw tokens.malformed();
  }
}

function wordValue(tokens: Tokens, word: string): AttributeValue {
  switch (word.toLowerCase()) {
    case "true":
      return { BOOL: true };
    case "false":
      return { BOOL: false };
    case "null":
      return { NULL: true };
    default:
      throw tokens.malformed();
  }
}

function elements(tokens: Tokens, parameters: Parameters, close: string): readonly AttributeValue[] {
  const list: AttributeValue[] = [];
  if (tokens.takeSymbol(close)) return list;
  do list.push(rawValue(tokens, parameters));
  while (tokens.takeSymbol(","));
  tokens.expectSymbol(close);
  return list;
}

/** The type of a set is that of its members. */
function setOf(tokens: Tokens, members: readonly AttributeValue[]): AttributeValue {
  const [first] = members;
  const type = first && typeOf(first);
  if (type !== "S" && type !== "N" && type !== "B") throw tokens.malformed();
  const texts = members.flatMap((member) => member[type] ?? []);
  if (texts.length < members.length) throw tokens.malformed();
  return { [`${type}S`]: texts };
}

function members(tokens: Tokens, parameters: Parameters): Record<string, AttributeValue> {
  const map: Record<string, AttributeValue> = {};
  if (tokens.takeSymbol("}")) return map;
  do {
    const name = tokens.take();
    if (name.kind !== "text" && name.kind !== "quoted") throw tokens.malformed();
    tokens.expectSymbol(":");
    map[name.text] = rawValue(tokens, parameters);
  } while (tokens.takeSymbol(","));
  tokens.expectSymbol("}");
  return map;
}
