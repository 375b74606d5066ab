import { expressionsOf } from "./expressions.mjs";
import { names, valuesOf } from "./values.mjs";

const weights = {
  PutItem: 3,
  UpdateItem: 5,
  DeleteItem: 2,
  GetItem: 2,
  Query: 4,
  Scan: 2,
  BatchGetItem: 1,
  BatchWriteItem: 1,
  TransactWriteItems: 2,
  TransactGetItems: 1,
};
const operations = Object.entries(weights).flatMap(([name, weight]) => Array(weight).fill(name));

/** Requests of all kinds on these tables, most of them right, some of them wrong in one place. */
export function generator(random, tables) {
  const requests = { ...writes(random), ...reads(random) };
  return () => {
    const operation = random.pick(operations);
    return { operation, input: requests[operation](random.pick(tables), tables) };
  };
}

/** One table at least. */
function someOf({ some, pick }, tables) {
  const chosen = some(tables, 0.6);
  return chosen.length === 0 ? [pick(tables)] : chosen;
}

/** Adds what the placeholders of some expressions stand for, now and then one too many or too few. */
function meaningsOf({ pick, often }, { value, keyValue }) {
  return (input, keys, ...expressions) => {
    const meanings = {
      ":v": () => value(),
      ":w": () => value(),
      ":t": () => ({ S: pick(["S", "N", "L", "SS", "X"]) }),
      ":p": () => keyValue(keys[0].type),
      ":s": () => keyValue(keys[1]?.type ?? "S"),
      ":r": () => keyValue(keys[1]?.type ?? "S"),
    };
    const isUsed = (name) => expressions.some((text) => text?.includes(name)) !== often(0.005);
    const values = Object.keys(meanings).filter(isUsed);
    const placeholders = ["#n", "#o"].filter(isUsed);
    return {
      ...input,
      ...(values.length > 0 && {
        ExpressionAttributeValues: Object.fromEntries(values.map((name) => [name, meanings[name]()])),
      }),
      ...(placeholders.length > 0 && {
        ExpressionAttributeNames: Object.fromEntries(placeholders.map((name) => [name, pick([...names, "status"])])),
      }),
    };
  };
}

function writes(random) {
  const { pick, often, below, times } = random;
  const values = valuesOf(random);
  const { condition, update } = expressionsOf(random);
  const withMeanings = meaningsOf(random, values);
  const conditional = (table, input, share = 0.4, ...others) => {
    const ConditionExpression = often(share) ? condition() : undefined;
    const given = { ...input, ...(ConditionExpression !== undefined && { ConditionExpression }) };
    return withMeanings(given, table.keys, ConditionExpression, ...others);
  };
  const onFailure = () => (often(0.5) ? { ReturnValuesOnConditionCheckFailure: "ALL_OLD" } : {});
  const legacy = legacyOf(random, values);
  const put = (table) => ({ TableName: table.name, Item: values.item(table) });
  const keyed = (table) => ({ TableName: table.name, Key: values.keyOf(table) });
  const updated = (table) => {
    const UpdateExpression = update();
    return conditional(table, { ...keyed(table), UpdateExpression, ...onFailure() }, 0.2, UpdateExpression);
  };
  const part = (table) =>
    pick([
      () => ({ Put: conditional(table, { ...put(table), ...onFailure() }, 0.3) }),
      () => ({ Delete: conditional(table, { ...keyed(table), ...onFailure() }, 0.3) }),
      () => ({ Update: updated(table) }),
      () => ({ ConditionCheck: conditional(table, { ...keyed(table), ...onFailure() }, 1) }),
    ])();
  return {
    PutItem: (table) => ({
      ...(often(0.1) ? { ...put(table), ...legacy.expected() } : conditional(table, { ...put(table), ...onFailure() })),
      ReturnValues: pick(["NONE", "ALL_OLD"]),
    }),
    DeleteItem: (table) => ({
      ...(often(0.1)
        ? { ...keyed(table), ...legacy.expected() }
        : conditional(table, { ...keyed(table), ...onFailure() })),
      ReturnValues: pick(["NONE", "ALL_OLD"]),
    }),
    UpdateItem: (table) => ({
      ...(often(0.1) ? { ...keyed(table), ...legacy.updates(), ...(often(0.3) && legacy.expected()) } : updated(table)),
      ReturnValues: pick(["ALL_NEW", "ALL_OLD", "UPDATED_NEW", "UPDATED_OLD", "NONE"]),
    }),
    BatchWriteItem: (_, tables) => ({
      RequestItems: Object.fromEntries(
        someOf(random, tables).map((table) => [
          table.name,
          Array.from({ length: 1 + below(2) }, () =>
            often(0.6) ? { PutRequest: { Item: values.item(table) } } : { DeleteRequest: { Key: values.keyOf(table) } },
          ),
        ]),
      ),
    }),
    TransactWriteItems: (table, tables) => ({
      TransactItems: [part(table), ...times(2, () => part(pick(tables)))],
    }),
  };
}

/** The forms that were there before expressions. */
function legacyOf({ pick, often, times }, { value }) {
  const comparisons = {
    EQ: 1,
    NE: 1,
    LT: 1,
    LE: 1,
    GT: 1,
    GE: 1,
    NULL: 0,
    NOT_NULL: 0,
    CONTAINS: 1,
    NOT_CONTAINS: 1,
    BEGINS_WITH: 1,
    IN: 2,
    BETWEEN: 2,
  };
  const comparison = () => {
    const ComparisonOperator = pick(Object.keys(comparisons));
    const count = often(0.97) ? comparisons[ComparisonOperator] : 1;
    return {
      ComparisonOperator,
      ...(count > 0 && { AttributeValueList: Array.from({ length: count }, () => value()) }),
    };
  };
  const conditions = () =>
    Object.fromEntries([[pick(names), comparison()], ...times(1, () => [pick(names), comparison()])]);
  const expectation = () =>
    often(0.6)
      ? comparison()
      : pick([() => ({ Value: value() }), () => ({ Exists: false }), () => ({ Exists: true, Value: value() })])();
  const operator = () => (often(0.3) ? { ConditionalOperator: pick(["AND", "OR"]) } : {});
  return {
    conditions,
    operator,
    expected: () => ({
      Expected: Object.fromEntries([[pick(names), expectation()], ...times(1, () => [pick(names), expectation()])]),
      ...operator(),
    }),
    updates: () => ({
      AttributeUpdates: Object.fromEntries(
        Array.from({ length: 2 }, () => [
          pick(names),
          { Action: pick(["PUT", "ADD", "DELETE"]), ...(often(0.8) && { Value: value() }) },
        ]),
      ),
    }),
  };
}

function reads(random) {
  const { pick, often, below } = random;
  const values = valuesOf(random);
  const { condition, projection, keyCondition } = expressionsOf(random);
  const withMeanings = meaningsOf(random, values);
  const legacy = legacyOf(random, values);
  const read = (table) => {
    const ProjectionExpression = often(0.5) ? projection() : undefined;
    const { ExpressionAttributeValues: _, ...input } = withMeanings(
      { TableName: table.name, Key: values.keyOf(table), ...(ProjectionExpression && { ProjectionExpression }) },
      table.keys,
      ProjectionExpression,
    );
    return input;
  };
  const selection = () => (often(0.3) ? { Select: pick(["ALL_ATTRIBUTES", "COUNT", "ALL_PROJECTED_ATTRIBUTES"]) } : {});
  return {
    GetItem: (table) => ({ ...read(table), ConsistentRead: often(0.5) }),
    BatchGetItem: (_, tables) => ({
      RequestItems: Object.fromEntries(
        someOf(random, tables).map((table) => [
          table.name,
          { Keys: Array.from({ length: 1 + below(2) }, () => values.keyOf(table)) },
        ]),
      ),
    }),
    TransactGetItems: (_, tables) => ({
      TransactItems: Array.from({ length: 1 + below(2) }, () => ({ Get: read(pick(tables)) })),
    }),
    Query(table) {
      const index = often(0.5) ? pick([undefined, ...table.indexes]) : undefined;
      const keys = (index ?? table).keys;
      const KeyConditionExpression = keyCondition(keys);
      const FilterExpression = often(0.3) ? condition() : undefined;
      const ProjectionExpression = often(0.2) ? projection() : undefined;
      const input = {
        TableName: table.name,
        ...(index && { IndexName: index.name }),
        KeyConditionExpression,
        ScanIndexForward: often(0.5),
        ...(often(0.3) && { Limit: 1 + below(3) }),
        ...(FilterExpression && { FilterExpression }),
        ...(ProjectionExpression ? { ProjectionExpression } : selection()),
      };
      return withMeanings(input, keys, KeyConditionExpression, FilterExpression, ProjectionExpression);
    },
    Scan(table) {
      const index = often(0.3) ? pick([undefined, ...table.indexes]) : undefined;
      const at = { TableName: table.name, ...(index && { IndexName: index.name }), ...selection() };
      if (often(0.2)) return { ...at, ScanFilter: legacy.conditions(), ...legacy.operator() };
      const FilterExpression = condition();
      return withMeanings({ ...at, FilterExpression }, table.keys, FilterExpression);
    },
  };
}
