/** Random tables: keys of every type, with and without a sort key, with indexes of every projection. */
export function schemas({ pick, often }) {
  const types = ["S", "N", "B"];
  const projection = () =>
    pick([
      { ProjectionType: "ALL" },
      { ProjectionType: "KEYS_ONLY" },
      { ProjectionType: "INCLUDE", NonKeyAttributes: ["a", "m"] },
    ]);
  const table = (TableName, hashType, rangeType, hasIndexes) => {
    const [g, h] = [pick(types), pick(types)];
    const local = hasIndexes && rangeType !== undefined && often(0.7);
    const indexes = {
      ...(local && {
        LocalSecondaryIndexes: [{ IndexName: "lsi", KeySchema: keySchema("p", "h"), Projection: projection() }],
      }),
      ...(hasIndexes && {
        GlobalSecondaryIndexes: [
          { IndexName: "gsi", KeySchema: keySchema("g", "h"), Projection: projection() },
          ...(often(0.5) ? [{ IndexName: "gsi2", KeySchema: keySchema("g"), Projection: projection() }] : []),
        ],
      }),
    };
    return {
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keySchema("p", rangeType && "s"),
      AttributeDefinitions: [
        { AttributeName: "p", AttributeType: hashType },
        ...(rangeType === undefined ? [] : [{ AttributeName: "s", AttributeType: rangeType }]),
        ...(hasIndexes
          ? [
              { AttributeName: "g", AttributeType: g },
              { AttributeName: "h", AttributeType: h },
            ]
          : []),
      ],
      ...indexes,
    };
  };
  return [
    table("plain", pick(types), undefined, false),
    table("ranged", pick(types), pick(types), true),
    table("other", pick(types), pick(types), often(0.5)),
  ].map(described);
}

const keySchema = (hash, range) => [
  { AttributeName: hash, KeyType: "HASH" },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" }]),
];

/** The definition, and what a generator of requests asks about it. */
function described(definition) {
  const typeOf = (name) =>
    definition.AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
  const keysOf = ({ KeySchema }) =>
    KeySchema.map(({ AttributeName }) => ({ name: AttributeName, type: typeOf(AttributeName) }));
  const indexes = [...(definition.LocalSecondaryIndexes ?? []), ...(definition.GlobalSecondaryIndexes ?? [])];
  return {
    name: definition.TableName,
    definition,
    keys: keysOf(definition),
    indexes: indexes.map((index) => ({ name: index.IndexName, keys: keysOf(index) })),
  };
}
