/** What the Data API says of a type of PostgreSQL: its name, and the number that JDBC has for it. */
interface ColumnType {
  readonly name: string;
  /** https://docs.oracle.com/en/java/javase/17/docs/api/constant-values.html#java.sql.Types.ARRAY */
  readonly jdbc: number;
  readonly kind: "boolean" | "bytes" | "decimal" | "double" | "long" | "text";
  /** Of an array: its elements'. */
  readonly element?: ColumnType;
}

const jdbc = { bit: -7, bigint: -5, binary: -2, integer: 4, smallint: 5, real: 7, double: 8, numeric: 2, varchar: 12 };

const scalars: Readonly<Record<number, ColumnType>> = {
  16: { name: "bool", jdbc: jdbc.bit, kind: "boolean" },
  17: { name: "bytea", jdbc: jdbc.binary, kind: "bytes" },
  20: { name: "int8", jdbc: jdbc.bigint, kind: "long" },
  21: { name: "int2", jdbc: jdbc.smallint, kind: "long" },
  23: { name: "int4", jdbc: jdbc.integer, kind: "long" },
  25: { name: "text", jdbc: jdbc.varchar, kind: "text" },
  26: { name: "oid", jdbc: jdbc.bigint, kind: "long" },
  114: { name: "json", jdbc: 1111, kind: "text" },
  700: { name: "float4", jdbc: jdbc.real, kind: "double" },
  701: { name: "float8", jdbc: jdbc.double, kind: "double" },
  1042: { name: "bpchar", jdbc: 1, kind: "text" },
  1043: { name: "varchar", jdbc: jdbc.varchar, kind: "text" },
  1082: { name: "date", jdbc: 91, kind: "text" },
  1083: { name: "time", jdbc: 92, kind: "text" },
  1114: { name: "timestamp", jdbc: 93, kind: "text" },
  1184: { name: "timestamptz", jdbc: 93, kind: "text" },
  1700: { name: "numeric", jdbc: jdbc.numeric, kind: "decimal" },
  2950: { name: "uuid", jdbc: 1111, kind: "text" },
  3802: { name: "jsonb", jdbc: 1111, kind: "text" },
};

const arrays: Readonly<Record<number, number>> = {
  1000: 16,
  1005: 21,
  1007: 23,
  1009: 25,
  1014: 1042,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1115: 1114,
  1182: 1082,
  1185: 1184,
  1231: 1700,
  2951: 2950,
};

const other: ColumnType = { name: "text", jdbc: 1111, kind: "text" };

export function columnType(id: number): ColumnType {
  const element = scalars[arrays[id] ?? 0];
  if (element !== undefined) return { name: `_${element.name}`, jdbc: 2003, kind: "text", element };
  return scalars[id] ?? other;
}
