import { isRange } from "./address-range.ts";
import { JsonReader, type Token } from "./json-reader.ts";
import { isComparison } from "./numeric.ts";
import type { Pattern } from "./pattern.ts";

/** What EventBridge finds wrong with a pattern, in its words; `at` is how many characters it had read. */
export class PatternProblem extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = "PatternProblem";
    this.at = at;
  }

  /** The whole reason as AWS gives it: where the pattern was read from, and how far. */
  reason(text: string): string {
    const before = text.slice(0, this.at).split("\n");
    const column = (before.at(-1) ?? "").length + 1;
    return `${this.message}\n at [Source: (String)"${text}"; line: ${before.length}, column: ${column}]`;
  }
}

/**
 * Reads a pattern. Throws PatternProblem for one that EventBridge would refuse.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function readEventPattern(text: string): Pattern {
  const reader = new JsonReader(text, (message, at) => new PatternProblem(message, at));
  const first = reader.next();
  if (first.kind !== "{") throw new PatternProblem("Filter is not an object", reader.at);
  checkObject(reader);
  return JSON.parse(text) as Pattern;
}

const problem = (reader: JsonReader, message: string): PatternProblem => new PatternProblem(message, reader.at);

/** Everything up to the brace that ends the object. */
function checkObject(reader: JsonReader): void {
  let isEmpty = true;
  for (let token = reader.next(); token.kind !== "}"; token = reader.next()) {
    isEmpty = false;
    const name = token.text;
    const value = reader.next();
    if (value.kind === "{") checkObject(reader);
    else if (value.kind !== "[") throw problem(reader, `"${name}" must be an object or an array`);
    else if (name === "$or" && reader.peek() === "{" && reader.looksLikeAlternatives()) checkAlternatives(reader);
    else checkRules(reader);
  }
  if (isEmpty) throw problem(reader, "Empty objects are not allowed");
}

function checkAlternatives(reader: JsonReader): void {
  let count = 0;
  for (let token = reader.next(); token.kind !== "]"; token = reader.next()) {
    if (token.kind !== "{") throw problem(reader, "Only objects are allowed in array when value type is array");
    checkObject(reader);
    count++;
  }
  if (count < 2) throw problem(reader, "There must have at least 2 Objects in $or relationship");
}

function checkRules(reader: JsonReader): void {
  let isEmpty = true;
  for (let token = reader.next(); token.kind !== "]"; token = reader.next()) {
    isEmpty = false;
    if (token.kind === "{") checkOperator(reader);
    else if (token.kind === "[") throw problem(reader, "Match value must be String, number, true, false, or null");
    else if (token.kind === "number") mustBeInRange(reader, token);
  }
  if (isEmpty) throw problem(reader, "Empty arrays are not allowed");
}

function checkOperator(reader: JsonReader): void {
  const token = reader.next();
  if (token.kind === "}") throw problem(reader, "Empty objects are not allowed");
  const check = checks[token.text];
  if (check === undefined) throw problem(reader, `Unrecognized match type ${token.text}`);
  check(reader);
  mustEnd(reader);
}

function mustEnd(reader: JsonReader): void {
  if (reader.next().kind !== "}") throw problem(reader, "Only one key allowed in match expression");
}

const boundMax = 5_000_000_000;

function mustBeInRange(reader: JsonReader, token: Token): void {
  if (Math.abs(Number(token.text)) > boundMax)
    throw problem(reader, "Value must be between -5.0E9 and 5.0E9, inclusive");
}

/** `isFilled`: the empty text is refused, as it would match everything. */
function text(reader: JsonReader, name: string, isFilled = false): string {
  const token = reader.next();
  if (token.kind !== "string") throw problem(reader, `${name} match pattern must be a string`);
  if (isFilled && token.text === "") throw problem(reader, `Null ${name} not allowed`);
  return token.text;
}

const atOneEnd = (name: string) => (reader: JsonReader) => {
  if (reader.peek() !== "{") {
    text(reader, name, true);
    return;
  }
  reader.next();
  const inner = reader.next();
  if (inner.text !== "equals-ignore-case") throw problem(reader, `Unsupported ${name} match pattern: ${inner.text}`);
  text(reader, "equals-ignore-case");
  mustEnd(reader);
};

const checks: Readonly<Record<string, (reader: JsonReader) => void>> = {
  __proto__: null as never,
  prefix: atOneEnd("prefix"),
  suffix: atOneEnd("suffix"),
  "equals-ignore-case": (reader) => void text(reader, "equals-ignore-case"),
  wildcard: checkWildcard,
  exists(reader) {
    const { kind } = reader.next();
    if (kind !== "true" && kind !== "false")
      throw problem(reader, "exists match pattern must be either true or false.");
  },
  cidr(reader) {
    const range = text(reader, "CIDR");
    if (range.split("/").length !== 2) throw problem(reader, "Malformed CIDR, one '/' required");
    if (!isRange(range)) throw problem(reader, "Malformed CIDR, mask bits must be an integer");
  },
  numeric: checkNumeric,
  "anything-but": checkAnythingBut,
};

function checkWildcard(reader: JsonReader): void {
  const pattern = text(reader, "wildcard");
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] === "\\") {
      if (pattern[at + 1] !== "*" && pattern[at + 1] !== "\\")
        throw problem(reader, `Invalid escape character at pos ${at}`);
      at++;
    } else if (pattern[at] === "*" && pattern[at + 1] === "*") {
      throw problem(reader, `Consecutive wildcard characters at pos ${at}`);
    }
  }
}

function checkNumeric(reader: JsonReader): void {
  if (reader.next().kind !== "[") throw problem(reader, "Value of numeric must be an array.");
  const operator = comparison(reader);
  const low = bound(reader, operator);
  if (reader.peek() === "]") return void reader.next();
  if (!operator.startsWith(">")) throw problem(reader, "Too many elements in numeric expression");
  const upper = comparison(reader);
  if (!upper.startsWith("<")) throw problem(reader, `Bad numeric range operator: ${upper}`);
  if (bound(reader, upper) <= low) throw problem(reader, "Bottom must be less than top");
  if (reader.next().kind !== "]") throw problem(reader, "Too many terms in numeric range expression");
}

function comparison(reader: JsonReader): string {
  const token = reader.next();
  if (token.kind !== "string") throw problem(reader, `Invalid member in numeric match: ${token.text}`);
  if (!isComparison(token.text)) throw problem(reader, `Unrecognized numeric range operator: ${token.text}`);
  return token.text;
}

function bound(reader: JsonReader, operator: string): number {
  const token = reader.next();
  if (token.kind !== "number") {
    throw problem(
      reader,
      operator === "=" ? "Value of equals must be numeric" : `Value of ${operator} must be numeric`,
    );
  }
  mustBeInRange(reader, token);
  return Number(token.text);
}

const anythingBut = new Set(["prefix", "suffix", "equals-ignore-case", "wildcard"]);

function checkAnythingBut(reader: JsonReader): void {
  const token = reader.next();
  if (token.kind === "[") {
    checkValues(reader);
  } else if (token.kind === "{") {
    const { text: name, kind } = reader.next();
    if (kind === "}") throw problem(reader, "Empty objects are not allowed");
    if (!anythingBut.has(name)) throw problem(reader, `Unsupported anything-but pattern: ${name}`);
    if (reader.peek() === "[") checkTexts(reader, name);
    else if (name === "wildcard") checkWildcard(reader);
    else text(reader, name, true);
    mustEnd(reader);
  } else if (token.kind !== "string" && token.kind !== "number") {
    throw problem(reader, "Value of anything-but must be an array or single string/number value.");
  }
}

/** One kind of values only. */
function checkValues(reader: JsonReader): void {
  const kinds = new Set<string>();
  for (let token = reader.next(); token.kind !== "]"; token = reader.next()) {
    if (token.kind !== "string" && token.kind !== "number")
      throw problem(reader, "Inside anything but list, start|null|boolean is not supported.");
    kinds.add(token.kind);
  }
  if (kinds.size === 0) throw problem(reader, "Empty arrays are not allowed");
  if (kinds.size > 1) {
    throw problem(
      reader,
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  }
}

function checkTexts(reader: JsonReader, name: string): void {
  reader.next();
  if (reader.peek() === "]") throw problem(reader, "Empty arrays are not allowed");
  while (reader.peek() !== "]") {
    if (name === "wildcard") checkWildcard(reader);
    else if (reader.peek() === '"') text(reader, name, name !== "equals-ignore-case");
    else throw problem(reader, `Inside anything-but/${name} list, number|start|null|boolean is not supported.`);
  }
  reader.next();
}
