import type { ColumnMetadata } from "@aws-sdk/client-rds-data";
import type { Result, Session } from "../session.ts";
import { columnType } from "./column-types.ts";

/** Of JDBC: whether a column may be null, or nobody knows. */
const nullability = { no: 0, yes: 1, unknown: 2 } as const;

const origins = `SELECT c.oid, a.attnum, n.nspname, c.relname, a.attnotnull,
    coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false) OR a.attidentity <> ''
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.oid = ANY ($1::oid[]) AND a.attnum > 0`;

/** What is known of the columns of a result, and of the tables that they come from. */
export async function columnMetadata(session: Session, { fields }: Result): Promise<ColumnMetadata[]> {
  const tables = [...new Set(fields.map(({ tableID }) => tableID).filter((id) => id !== 0))];
  const { rows } = tables.length === 0 ? { rows: [] } : await session.run(origins, [`{${tables.join(",")}}`]);
  const known = new Map(rows.map((row) => [`${row[0]}.${row[1]}`, row]));
  return fields.map(({ name, dataTypeID, dataTypeModifier, tableID, columnID }) => {
    const type = columnType(dataTypeID);
    const [, , schemaName, tableName, isRequired, isCounted] = known.get(`${tableID}.${columnID}`) ?? [];
    const isText = type.kind === "text" && type.element === undefined;
    return {
      name,
      label: name,
      type: type.jdbc,
      typeName: type.name,
      schemaName: schemaName ?? "",
      tableName: tableName ?? "",
      nullable: isRequired === undefined ? nullability.unknown : isRequired === "t" ? nullability.no : nullability.yes,
      isAutoIncrement: isCounted === "t",
      isSigned: type.kind === "long" || type.kind === "double" || type.kind === "decimal",
      isCurrency: false,
      isCaseSensitive: isText,
      arrayBaseColumnType: type.element?.jdbc ?? 0,
      ...sizeOf(type.name, dataTypeModifier),
    };
  });
}

const integerDigits: Readonly<Record<string, number>> = { bool: 1, int2: 5, int4: 10, int8: 19, float4: 8, float8: 17 };
/** PostgreSQL counts the four bytes of its own header. */
const modifierOffset = 4;

function sizeOf(typeName: string, modifier: number): { readonly precision: number; readonly scale: number } {
  const own = modifier - modifierOffset;
  if (typeName === "numeric" && own >= 0) return { precision: own >> 16, scale: own & 0xffff };
  if ((typeName === "varchar" || typeName === "bpchar") && own >= 0) return { precision: own, scale: 0 };
  const scale = typeName.startsWith("float") ? (integerDigits[typeName] ?? 0) : 0;
  return { precision: integerDigits[typeName] ?? 2_147_483_647, scale };
}
