import { functions } from "./functions.ts";
import type { Node } from "./parse.ts";
import { array, combine, each, type MathContext, MathError, number, type Value } from "./values.ts";

type Binary = (a: number, b: number) => number | undefined;

const truth = (claim: boolean): number => (claim ? 1 : 0);

const operators: Readonly<Record<string, Binary>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  // What is divided by nothing is no point at all.
  "/": (a, b) => (b === 0 ? undefined : a / b),
  "^": (a, b) => a ** b,
  "==": (a, b) => truth(a === b),
  "!=": (a, b) => truth(a !== b),
  "<": (a, b) => truth(a < b),
  ">": (a, b) => truth(a > b),
  "<=": (a, b) => truth(a <= b),
  ">=": (a, b) => truth(a >= b),
  "&&": (a, b) => truth(a !== 0 && b !== 0),
  AND: (a, b) => truth(a !== 0 && b !== 0),
  "||": (a, b) => truth(a !== 0 || b !== 0),
  OR: (a, b) => truth(a !== 0 || b !== 0),
};

/** Words that stand for themselves as arguments: `FILL(m1, REPEAT)`, `SORT(METRICS(), AVG, DESC)`. */
const words = new Set(["REPEAT", "LINEAR", "AVG", "MAX", "MIN", "SUM", "ASC", "DESC"]);

/** Computes an expression. Throws MathError. */
export function evaluate(node: Node, context: MathContext): Value {
  switch (node.kind) {
    case "number":
      return number(node.value);
    case "text":
      return { kind: "text", text: node.text };
    case "name":
      return words.has(node.name.toUpperCase())
        ? { kind: "text", text: node.name.toUpperCase() }
        : context.byId(node.name);
    case "list":
      return array(node.items.flatMap((item) => seriesOf(evaluate(item, context))));
    case "unary": {
      const operand = evaluate(node.operand, context);
      if (node.operator === "NOT") return each(operand, (value) => truth(value === 0));
      return node.operator === "-" ? each(operand, (value) => -value) : operand;
    }
    case "binary": {
      const compute = operators[node.operator];
      if (compute === undefined) throw new MathError(`There is no operator ${node.operator}`);
      return combine(evaluate(node.left, context), evaluate(node.right, context), compute);
    }
    case "call":
      return called(node.name, node.arguments, context);
  }
}

function called(name: string, nodes: readonly Node[], context: MathContext): Value {
  const args = nodes.map((node) => evaluate(node, context));
  const [first, second, third] = args;
  if (name === "METRICS") return context.metrics(first?.kind === "text" ? first.text : undefined);
  if (name === "SEARCH") {
    if (first?.kind !== "text" || second?.kind !== "text") throw new MathError("SEARCH takes two texts and a period");
    return context.search(first.text, second.text, third?.kind === "number" ? third.value : undefined);
  }
  const compute = functions[name];
  if (compute === undefined) {
    throw new MathError(
      unsupported.has(name) ? `The function ${name} is not supported by this cloud` : `Unknown function ${name}`,
    );
  }
  return compute(args, context);
}

const unsupported = new Set([
  "ANOMALY_DETECTION_BAND",
  "DB_PERF_INSIGHTS",
  "INSIGHT_RULE_METRIC",
  "LAMBDA",
  "SERVICE_QUOTA",
]);

function seriesOf(value: Value) {
  if (value.kind === "series") return [value.series];
  if (value.kind === "array") return value.list;
  throw new MathError("Arrays hold time series");
}
