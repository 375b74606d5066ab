import { names } from "./values.mjs";

const words = ["p", "s", ...names, ...names, ...names, "#n", "#o", "status", "data.x"];

/** Expressions of every kind, a few of them broken in one place. */
export function expressionsOf({ pick, often, below }) {
  const path = () => pick(words) + (often(0.2) ? `.${pick(names)}` : "") + (often(0.15) ? `[${below(3)}]` : "");
  const operand = () => (often(0.5) ? path() : often(0.85) ? pick([":v", ":w"]) : `size(${path()})`);
  const simple = [
    () => `${operand()} ${pick(["=", "<>", "<", "<=", ">", ">="])} ${operand()}`,
    () => `${operand()} BETWEEN ${operand()} AND ${operand()}`,
    () => `${operand()} IN (${operand()}, ${operand()})`,
    () => `${pick(["attribute_exists", "attribute_not_exists"])}(${path()})`,
    () => `${pick(["begins_with", "contains"])}(${path()}, ${operand()})`,
    () => `attribute_type(${path()}, ${pick([":v", ":t"])})`,
  ];
  const condition = (depth = 0) => {
    if (depth > 2 || often(0.6)) return pick(simple)();
    const inner = () => condition(depth + 1);
    return pick([() => `NOT ${inner()}`, () => `(${inner()})`, () => `${inner()} ${pick(["AND", "OR"])} ${inner()}`])();
  };
  const broken = (text) =>
    often(0.97) ? text : text.slice(0, below(text.length)) + pick(["", " ", ")", "=", "x", ", "]);
  const assigned = () =>
    pick([
      () => operand(),
      () => `${operand()} ${pick(["+", "-"])} ${operand()}`,
      () => `if_not_exists(${path()}, ${operand()})`,
      () => `list_append(${operand()}, ${operand()})`,
      () => `if_not_exists(${path()}, ${operand()}) + ${operand()}`,
    ])();
  const update = () => {
    const sections = [
      `SET ${path()} = ${assigned()}${often(0.4) ? `, ${path()} = ${assigned()}` : ""}`,
      `REMOVE ${path()}${often(0.3) ? `, ${path()}` : ""}`,
      `ADD ${path()} :v`,
      `DELETE ${path()} :w`,
    ];
    const chosen = sections.filter(() => often(0.4));
    return broken((chosen.length > 0 ? chosen : [sections[0]]).join(" "));
  };
  const projection = () => broken(Array.from({ length: 1 + below(3) }, path).join(", "));
  const keyCondition = (keys) => {
    const [hash, sort] = keys;
    const tails = [
      "",
      "",
      ...(sort === undefined
        ? []
        : [
            ` AND ${sort.name} > :s`,
            ` AND ${sort.name} <= :s`,
            ` AND ${sort.name} = :s`,
            ` AND :s < ${sort.name}`,
            ` AND ${sort.name} BETWEEN :s AND :r`,
            ` AND begins_with(${sort.name}, :s)`,
            ` AND begins_with(${sort.name}, :s)`,
            ` AND ${sort.name} = :v`,
            ` AND ${sort.name} <> :s`,
          ]),
      " AND a = :v",
    ];
    return broken(`${hash.name} = :p${pick(tails)}`);
  };
  return { path, condition: () => broken(condition()), update, projection, keyCondition };
}
