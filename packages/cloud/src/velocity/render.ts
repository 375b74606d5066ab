import { callMethod, own, printed } from "./methods.ts";
import { parseTemplate } from "./parser.ts";
import { type Expression, type Part, type Reference, type Step, VelocityError } from "./syntax.ts";

/** What a template can name: data, and objects whose functions it can call. */
export type Variables = Record<string, unknown>;

/** Renders a template of the Velocity language. Throws VelocityError for a template that is not one. */
export function renderTemplate(source: string, variables: Variables): string {
  const renderer = new Renderer({ ...variables });
  renderer.render(parseTemplate(source));
  return renderer.text;
}

/** Of one rendering: a template that never ends by itself is ended. */
const stepsMax = 200_000;

type Ending = "break" | "stop" | undefined;

class Renderer {
  readonly #variables: Variables;
  readonly #macros = new Map<string, Extract<Part, { kind: "macro" }>>();
  #chunks: string[] = [];
  #steps = 0;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  get text(): string {
    return this.#chunks.join("");
  }

  render(parts: readonly Part[]): Ending {
    for (const part of parts) {
      if (++this.#steps > stepsMax) throw new VelocityError("The template takes too many steps");
      const ending = this.#part(part);
      if (ending !== undefined) return ending;
    }
    return undefined;
  }

  #part(part: Part): Ending {
    if (part.kind === "text") this.#chunks.push(part.text);
    else if (part.kind === "print") this.#print(part.reference);
    else if (part.kind === "set") this.#set(part.target, this.#value(part.value));
    else if (part.kind === "macro") this.#macros.set(part.name, part);
    else if (part.kind === "call") return this.#call(part);
    else if (part.kind === "foreach") return this.#foreach(part);
    else if (part.kind === "if") {
      const branch = part.branches.find(({ when }) => when === undefined || isTrue(this.#value(when)));
      return branch === undefined ? undefined : this.render(branch.body);
    } else return part.kind;
    return undefined;
  }

  #print(reference: Reference): void {
    const value = this.#follow(reference);
    if (value !== undefined && value !== null) this.#chunks.push(printed(value));
    else if (!reference.isQuiet) this.#chunks.push(reference.source);
  }

  #set({ name, steps }: Reference, value: unknown): void {
    const last = steps.at(-1);
    if (last === undefined) {
      this.#variables[name] = value;
      return;
    }
    const target = this.#walk(this.#variables[name], steps.slice(0, -1));
    if (typeof target !== "object" || target === null || last.kind === "call") return;
    const key = last.kind === "member" ? last.name : this.#value(last.at);
    (target as Record<string, unknown>)[String(key)] = value;
  }

  #call({ name, values, source }: Extract<Part, { kind: "call" }>): Ending {
    const macro = this.#macros.get(name);
    if (macro === undefined) {
      this.#chunks.push(source);
      return undefined;
    }
    const before = macro.parameters.map((parameter) => [parameter, this.#variables[parameter]] as const);
    const given = macro.parameters.map((_, at) => (values[at] === undefined ? undefined : this.#value(values[at])));
    for (const [at, parameter] of macro.parameters.entries()) this.#variables[parameter] = given[at];
    const ending = this.render(macro.body);
    for (const [parameter, value] of before) this.#variables[parameter] = value;
    return ending === "stop" ? ending : undefined;
  }

  #foreach({ name, list, body }: Extract<Part, { kind: "foreach" }>): Ending {
    const items = itemsOf(this.#value(list));
    const outer = {
      item: this.#variables[name],
      loop: this.#variables["foreach"],
      count: this.#variables["velocityCount"],
    };
    let ending: Ending;
    for (const [index, item] of items.entries()) {
      this.#variables[name] = item;
      this.#variables["velocityCount"] = index + 1;
      this.#variables["foreach"] = {
        index,
        count: index + 1,
        hasNext: index + 1 < items.length,
        first: index === 0,
        last: index + 1 === items.length,
        parent: outer.loop,
      };
      ending = this.render(body);
      if (ending !== undefined) break;
    }
    this.#variables[name] = outer.item;
    this.#variables["foreach"] = outer.loop;
    this.#variables["velocityCount"] = outer.count;
    return ending === "stop" ? ending : undefined;
  }

  #follow({ name, steps }: Reference): unknown {
    return this.#walk(own(this.#variables, name), steps);
  }

  #walk(from: unknown, steps: readonly Step[]): unknown {
    let value = from;
    for (const step of steps) {
      if (value === undefined || value === null) return undefined;
      if (step.kind === "call") {
        value = callMethod(
          value,
          step.name,
          step.values.map((given) => this.#value(given)),
        );
        continue;
      }
      value = memberOf(value, step.kind === "member" ? step.name : this.#value(step.at));
    }
    return value;
  }

  #value(expression: Expression): unknown {
    if (expression.kind === "value") return expression.value;
    if (expression.kind === "reference") return this.#follow(expression.reference);
    if (expression.kind === "text") return this.#inner(expression.parts);
    if (expression.kind === "list") return expression.items.map((item) => this.#value(item));
    if (expression.kind === "map") {
      return Object.fromEntries(
        expression.entries.map(([key, item]) => [printed(this.#value(key)), this.#value(item)]),
      );
    }
    if (expression.kind === "range")
      return range(Number(this.#value(expression.from)), Number(this.#value(expression.to)));
    if (expression.kind === "not") return !isTrue(this.#value(expression.of));
    if (expression.kind === "negative") return -Number(this.#value(expression.of));
    return this.#binary(expression);
  }

  #inner(parts: readonly Part[]): string {
    const outer = this.#chunks;
    this.#chunks = [];
    this.render(parts);
    const text = this.text;
    this.#chunks = outer;
    return text;
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: "binary" }>): unknown {
    const first = this.#value(left);
    if (operator === "&&") return isTrue(first) && isTrue(this.#value(right));
    if (operator === "||") return isTrue(first) || isTrue(this.#value(right));
    const second = this.#value(right);
    return operators[operator]?.(first, second);
  }
}

const bothNumbers = (left: unknown, right: unknown): boolean => typeof left === "number" && typeof right === "number";

const equal = (left: unknown, right: unknown): boolean =>
  (left ?? null) === (right ?? null) || (left !== null && right !== null && printed(left) === printed(right));

const operators: Readonly<Record<string, (left: unknown, right: unknown) => unknown>> = {
  "==": equal,
  "!=": (left, right) => !equal(left, right),
  "<": (left, right) => Number(left) < Number(right),
  ">": (left, right) => Number(left) > Number(right),
  "<=": (left, right) => Number(left) <= Number(right),
  ">=": (left, right) => Number(left) >= Number(right),
  "+": (left, right) => (bothNumbers(left, right) ? Number(left) + Number(right) : printed(left) + printed(right)),
  "-": (left, right) => Number(left) - Number(right),
  "*": (left, right) => Number(left) * Number(right),
  // Whole numbers stay whole, as in Java.
  "/": (left, right) => {
    const quotient = Number(left) / Number(right);
    return Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(quotient) : quotient;
  },
  "%": (left, right) => Number(left) % Number(right),
};

const isTrue = (value: unknown): boolean => value !== undefined && value !== null && value !== false;

function memberOf(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  if (typeof value !== "object" || value === null) return undefined;
  return own(value, String(key));
}

function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return [...value];
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}

const rangeMax = 10_000;

function range(from: number, to: number): number[] {
  const count = Math.min(Math.abs(to - from) + 1, rangeMax);
  return Array.from({ length: count }, (_, at) => (from <= to ? from + at : from - at));
}
