import { identifier, Scanner } from "./scanner.ts";
import { type Branch, type Expression, type Part, type Reference, type Step, VelocityError } from "./syntax.ts";

/** Reads a template. Throws VelocityError for one that is not well formed. */
export function parseTemplate(source: string): readonly Part[] {
  const parser = new Parser(source);
  const parts = parser.parts([]);
  if (!parser.isAtEnd) throw new VelocityError(`Unexpected directive at position ${parser.position}`);
  return parts;
}

const wordOperators: Readonly<Record<string, string>> = {
  and: "&&",
  or: "||",
  eq: "==",
  ne: "!=",
  lt: "<",
  gt: ">",
  le: "<=",
  ge: ">=",
};
/** Weakest first. */
const levels = [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]];
const depthMax = 100;

class Parser extends Scanner {
  #depth = 0;

  /** Up to one of the directives in `ends`, which stays unread. */
  parts(ends: readonly string[]): Part[] {
    const parts: Part[] = [];
    let text = "";
    const flush = (): void => {
      if (text !== "") parts.push({ kind: "text", text });
      text = "";
    };
    if (++this.#depth > depthMax) throw new VelocityError("The template is nested too deeply");
    while (!this.isAtEnd) {
      const literal = this.literal();
      if (literal !== undefined) {
        text += literal;
        continue;
      }
      if (this.isAtDirective(ends)) {
        if (this.standsAlone()) text = text.replace(/(^|\n)[ \t]+$/, "$1");
        break;
      }
      const part = this.source[this.at] === "$" ? this.#print() : this.#directive();
      if (part === undefined) text += this.source[this.at++];
      else {
        text = this.#beforePart(part, text);
        flush();
        parts.push(part);
      }
    }
    this.#depth--;
    flush();
    return parts;
  }

  /** A directive that stands alone on its line takes the line along. */
  #beforePart({ kind }: Part, text: string): string {
    return kind === "print" || kind === "call" ? text : this.swallowLine(text);
  }

  #directive(): Part | undefined {
    const name = this.directiveName();
    if (name === undefined) return undefined;
    const start = this.at;
    this.skipDirective();
    if (name === "set") return this.#set();
    if (name === "if") return this.#if();
    if (name === "foreach") return this.#foreach();
    if (name === "macro") return this.#macro();
    if (name === "end" || name === "else" || name === "elseif") {
      throw new VelocityError(`#${name} ends nothing at position ${start}`);
    }
    if (name === "break" || name === "stop") return { kind: name };
    if (this.source[this.at] === "(") {
      const values = this.#macroValues();
      return { kind: "call", name, values, source: this.source.slice(start, this.at) };
    }
    this.at = start;
    return undefined;
  }

  #set(): Part {
    this.expect("(");
    this.space();
    const target = this.#reference();
    if (target === undefined) throw new VelocityError("#set needs a reference on its left side");
    this.expect("=");
    const value = this.expression();
    this.expect(")");
    return { kind: "set", target, value };
  }

  #if(): Part {
    const branches: Branch[] = [];
    let when: Expression | undefined = this.#condition();
    for (;;) {
      const body = this.#body(["elseif", "else", "end"]);
      branches.push({ when, body });
      const name = this.directiveName();
      this.skipDirective();
      if (name === "end") return { kind: "if", branches };
      when = name === "elseif" ? this.#condition() : undefined;
      this.swallowLine("");
    }
  }

  #condition(): Expression {
    this.expect("(");
    const when = this.expression();
    this.expect(")");
    return when;
  }

  #body(ends: readonly string[]): Part[] {
    this.swallowLine("");
    const body = this.parts(ends);
    if (this.isAtEnd) throw new VelocityError("A directive is not ended with #end");
    return body;
  }

  #foreach(): Part {
    this.expect("(");
    this.space();
    const name = this.#reference()?.name;
    this.space();
    if (name === undefined || !this.take("in")) throw new VelocityError("#foreach needs: #foreach($item in $list)");
    const list = this.expression();
    this.expect(")");
    const body = this.#body(["end"]);
    this.skipDirective();
    return { kind: "foreach", name, list, body };
  }

  #macro(): Part {
    this.expect("(");
    this.space();
    const name = this.word();
    const parameters: string[] = [];
    for (;;) {
      this.space();
      this.take(",");
      this.space();
      const parameter = this.#reference();
      if (parameter === undefined) break;
      parameters.push(parameter.name);
    }
    this.expect(")");
    const body = this.#body(["end"]);
    this.skipDirective();
    return { kind: "macro", name, parameters, body };
  }

  /** Values for a macro stand between spaces or commas. */
  #macroValues(): Expression[] {
    const values: Expression[] = [];
    this.expect("(");
    for (;;) {
      this.space();
      this.take(",");
      this.space();
      if (this.take(")")) return values;
      values.push(this.#primary());
    }
  }

  #print(): Part | undefined {
    const reference = this.#reference();
    return reference === undefined ? undefined : { kind: "print", reference };
  }

  #reference(): Reference | undefined {
    const start = this.at;
    if (!this.take("$")) return undefined;
    const isQuiet = this.take("!");
    const isFormal = this.take("{");
    identifier.lastIndex = this.at;
    const name = identifier.exec(this.source)?.[0];
    if (name === undefined) {
      this.at = start;
      return undefined;
    }
    this.at += name.length;
    const steps = this.#steps();
    if (isFormal) this.expect("}");
    return { name, isQuiet, steps, source: this.source.slice(start, this.at) };
  }

  #steps(): Step[] {
    const steps: Step[] = [];
    for (;;) {
      if (this.source[this.at] === "[") {
        this.at++;
        const at = this.expression();
        this.expect("]");
        steps.push({ kind: "index", at });
        continue;
      }
      identifier.lastIndex = this.at + 1;
      const name = this.source[this.at] === "." ? identifier.exec(this.source)?.[0] : undefined;
      if (name === undefined) return steps;
      this.at += name.length + 1;
      if (this.source[this.at] === "(") {
        this.at++;
        steps.push({ kind: "call", name, values: this.#items(")") });
      } else steps.push({ kind: "member", name });
    }
  }

  #items(end: string): Expression[] {
    const items: Expression[] = [];
    this.space();
    if (this.take(end)) return items;
    do items.push(this.expression());
    while (this.take(","));
    this.expect(end);
    return items;
  }

  expression(level = 0): Expression {
    const operators = levels[level];
    if (operators === undefined) return this.#unary();
    let left = this.expression(level + 1);
    for (;;) {
      const operator = this.#operator(operators);
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.expression(level + 1) };
    }
  }

  #operator(operators: readonly string[]): string | undefined {
    this.space();
    identifier.lastIndex = this.at;
    const word = identifier.exec(this.source)?.[0] ?? "";
    const named = wordOperators[word];
    if (named !== undefined && operators.includes(named)) {
      this.at += word.length;
      return named;
    }
    const found = operators.find((operator) => this.take(operator));
    if (found !== undefined) this.space();
    return found;
  }

  #unary(): Expression {
    this.space();
    if (this.take("!") || /^not\b/.test(this.source.slice(this.at, this.at + 4))) {
      this.take("not");
      return { kind: "not", of: this.#unary() };
    }
    if (this.source[this.at] === "-" && !/\d/.test(this.source[this.at + 1] ?? "")) {
      this.at++;
      return { kind: "negative", of: this.#unary() };
    }
    const primary = this.#primary();
    this.space();
    return primary;
  }

  #primary(): Expression {
    this.space();
    const next = this.source[this.at];
    if (next === "$") {
      const reference = this.#reference();
      if (reference !== undefined) return { kind: "reference", reference };
    }
    if (next === "'" || next === '"') return this.#string(next);
    if (next === "(") return this.#condition();
    if (next === "[") return this.#list();
    if (next === "{") return this.#map();
    const number = /-?\d+(?:\.\d+)?/y;
    number.lastIndex = this.at;
    // A range is no fraction: `[1..3]`.
    const digits = number.exec(this.source)?.[0];
    if (digits !== undefined) {
      this.at += digits.length;
      return { kind: "value", value: Number(digits) };
    }
    const word = this.word();
    if (word === "true" || word === "false") return { kind: "value", value: word === "true" };
    if (word === "null") return { kind: "value", value: null };
    throw new VelocityError(`Unexpected '${word}' at position ${this.at}`);
  }

  #string(quote: string): Expression {
    let text = "";
    for (this.at++; this.source[this.at] !== quote || this.source[this.at + 1] === quote; this.at++) {
      if (this.isAtEnd) throw new VelocityError("A text is not closed");
      // A quote that is doubled stands for itself.
      if (this.source[this.at] === quote) this.at++;
      else if (this.source[this.at] === "\\" && this.source[this.at + 1] === quote) text += this.source[this.at++];
      text += this.source[this.at] ?? "";
    }
    this.at++;
    if (quote === "'") return { kind: "value", value: text };
    return { kind: "text", parts: parseTemplate(text.replaceAll('\\"', '"')) };
  }

  #list(): Expression {
    this.expect("[");
    this.space();
    if (this.take("]")) return { kind: "list", items: [] };
    const first = this.expression();
    if (this.take("..")) {
      const to = this.expression();
      this.expect("]");
      return { kind: "range", from: first, to };
    }
    const items = this.take(",") ? [first, ...this.#items("]")] : [first];
    if (items.length === 1) this.expect("]");
    return { kind: "list", items };
  }

  #map(): Expression {
    const entries: [Expression, Expression][] = [];
    this.expect("{");
    this.space();
    if (this.take("}")) return { kind: "map", entries };
    do {
      const key = this.expression();
      this.expect(":");
      entries.push([key, this.expression()]);
    } while (this.take(","));
    this.expect("}");
    return { kind: "map", entries };
  }
}
