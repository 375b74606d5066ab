/** A small generator of repeatable chance (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, pick: (list) => list[below(list.length)], often: (share) => next() < share };
}

export const tables = ["plain", "ranged"];

const key = (name) => ({ AttributeName: name, KeyType: "HASH" });
const range = (name) => ({ AttributeName: name, KeyType: "RANGE" });
const attribute = (name, type) => ({ AttributeName: name, AttributeType: type });

export const definitions = [
  {
    TableName: "plain",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [key("p")],
    AttributeDefinitions: [attribute("p", "S")],
  },
  {
    TableName: "ranged",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [key("p"), range("s")],
    AttributeDefinitions: [attribute("p", "S"), attribute("s", "N"), attribute("g", "S"), attribute("h", "N")],
    GlobalSecondaryIndexes: [
      { IndexName: "gsi", KeySchema: [key("g"), range("h")], Projection: { ProjectionType: "KEYS_ONLY" } },
    ],
    LocalSecondaryIndexes: [
      { IndexName: "lsi", KeySchema: [key("p"), range("h")], Projection: { ProjectionType: "ALL" } },
    ],
  },
];

const names = ["a", "b", "c", "m", "l", "g", "h", "n"];
const texts = ["", "a", "ab", "b", "z\u00e9", "10"];
const numbers = ["0", "1", "2", "-1", "1.50", "10", "1e3", "-0.001", "99999999999999999999999999999999999999"];

/** Requests of all kinds, most of them right, some of them wrong in one place. */
export function generator(random) {
  const values = valuesOf(random);
  const expressions = expressionsOf(random);
  const requests = requestsOf(random, values, expressions);
  const operations = [
    "PutItem",
    "PutItem",
    "UpdateItem",
    "UpdateItem",
    "UpdateItem",
    "DeleteItem",
    "GetItem",
    "Query",
    "Query",
    "Scan",
  ];
  return () => {
    const operation = random.pick(operations);
    return { operation, input: requests[operation](random.pick(tables)) };
  };
}

function valuesOf({ pick, often, below }) {
  const scalar = () =>
    pick([
      () => ({ S: pick(texts) }),
      () => ({ N: pick(numbers) }),
      () => ({ B: pick(["", "AA==", "AAE=", "/w=="]) }),
    ])();
  const set = () =>
    pick([
      { SS: ["a", "b"] },
      { SS: ["a"] },
      { NS: ["1", "2"] },
      { NS: ["1.0"] },
      { BS: ["AA=="] },
      { SS: [] },
      { NS: ["1", "1.0"] },
    ]);
  const value = (depth = 0) => {
    const kind = below(depth > 2 ? 6 : 9);
    if (kind < 4) return scalar();
    if (kind === 4) return pick([{ BOOL: true }, { BOOL: false }, { NULL: true }]);
    if (kind === 5) return often(0.9) ? set() : pick([{}, { N: "x" }, { NULL: false }, { S: "a", N: "1" }]);
    if (kind === 6) return { L: Array.from({ length: below(3) }, () => value(depth + 1)) };
    return { M: Object.fromEntries(Array.from({ length: below(3) }, () => [pick(names), value(depth + 1)])) };
  };
  const keyOf = (table) => ({
    p: often(0.97) ? { S: pick(["k1", "k2", "k3"]) } : scalar(),
    ...(table === "ranged" && often(0.98) && { s: often(0.97) ? { N: pick(["1", "2.0", "3", "-4"]) } : scalar() }),
  });
  const item = (table) => ({
    ...keyOf(table),
    ...Object.fromEntries(Array.from({ length: below(5) }, () => [pick(names), value()])),
  });
  return { value, keyOf, item };
}

function expressionsOf({ pick, often, below }) {
  const path = () => pick(names) + (often(0.2) ? `.${pick(names)}` : "") + (often(0.15) ? `[${below(3)}]` : "");
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
    often(0.96) ? text : text.slice(0, below(text.length)) + pick(["", " ", ")", "=", "x", ", "]);
  const assigned = () =>
    pick([
      () => operand(),
      () => `${operand()} ${pick(["+", "-"])} ${operand()}`,
      () => `if_not_exists(${path()}, ${operand()})`,
      () => `list_append(${operand()}, ${operand()})`,
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
  return { path, condition, broken, update };
}

function requestsOf({ pick, often, below }, { value, keyOf, item }, { path, condition, broken, update }) {
  const meanings = {
    ":v": () => value(),
    ":w": () => value(),
    ":t": () => ({ S: pick(["S", "N", "L", "SS", "X"]) }),
    ":p": () => ({ S: pick(["k1", "k2", "a", "ab"]) }),
    ":s": () => ({ N: pick(["1", "2", "-4"]) }),
  };
  const withValues = (input, ...expressions) => {
    const used = Object.keys(meanings).filter((name) => expressions.some((text) => text?.includes(name)));
    if (used.length === 0) return input;
    return { ...input, ExpressionAttributeValues: Object.fromEntries(used.map((name) => [name, meanings[name]()])) };
  };
  const conditional = (input) => {
    if (often(0.6)) return input;
    const expression = broken(condition());
    return withValues(
      { ...input, ConditionExpression: expression, ReturnValuesOnConditionCheckFailure: "ALL_OLD" },
      expression,
    );
  };
  return {
    PutItem: (table) => conditional({ TableName: table, Item: item(table), ReturnValues: pick(["NONE", "ALL_OLD"]) }),
    DeleteItem: (table) =>
      conditional({ TableName: table, Key: keyOf(table), ReturnValues: pick(["NONE", "ALL_OLD"]) }),
    GetItem: (table) => ({
      TableName: table,
      Key: keyOf(table),
      ...(often(0.5) && { ProjectionExpression: broken(`${path()}, ${path()}`) }),
    }),
    UpdateItem(table) {
      const expression = update();
      const test = often(0.2) ? condition() : undefined;
      const ReturnValues = pick(["ALL_NEW", "ALL_OLD", "NONE"]);
      const input = { TableName: table, Key: keyOf(table), UpdateExpression: expression, ReturnValues };
      return withValues(test === undefined ? input : { ...input, ConditionExpression: test }, expression, test);
    },
    Query(table) {
      const index = table === "ranged" && often(0.5) ? pick(["gsi", "lsi"]) : undefined;
      const hash = index === "gsi" ? "g" : "p";
      const sort = index === undefined ? "s" : "h";
      const tail = pick([
        "",
        "",
        ` AND ${sort} > :s`,
        ` AND ${sort} <= :s`,
        ` AND ${sort} BETWEEN :s AND :s`,
        ` AND ${sort} = :v`,
      ]);
      const keys = broken(`${hash} = :p${tail}`);
      const filter = often(0.3) ? broken(condition()) : undefined;
      const input = {
        TableName: table,
        ...(index && { IndexName: index }),
        KeyConditionExpression: keys,
        ScanIndexForward: often(0.5),
        ...(often(0.3) && { Limit: 1 + below(3) }),
        ...(filter && { FilterExpression: filter }),
      };
      return withValues(input, keys, filter);
    },
    Scan(table) {
      const filter = broken(condition());
      return withValues(
        { TableName: table, FilterExpression: filter, Select: pick(["ALL_ATTRIBUTES", "COUNT"]) },
        filter,
      );
    },
  };
}
