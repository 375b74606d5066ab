import { deskPort } from "./desk.ts";

/** An extension of PostgreSQL as Aurora offers it, written in SQL. */
export interface Extension {
  readonly name: string;
  readonly version: string;
  readonly comment: string;
  readonly requires: readonly string[];
  readonly script: string;
}

/**
 * The files by which PostgreSQL knows an extension. A trusted one is made by whoever may make a schema, with the rights of the server's
 * owner. https://www.postgresql.org/docs/17/extend-extensions.html
 */
export const filesOf = ({ name, version, comment, requires, script }: Extension): Readonly<Record<string, string>> => ({
  [`${name}.control`]: [
    `comment = '${comment}'`,
    `default_version = '${version}'`,
    ...(requires.length === 0 ? [] : [`requires = '${requires.join(", ")}'`]),
    `schema = '${name}'`,
    "relocatable = false",
    "superuser = true",
    "trusted = true",
    "",
  ].join("\n"),
  [`${name}--${version}.sql`]: script,
});

/**
 * The function by which an extension asks the cloud, through its desk and PostgreSQL's own client library. The rights of the server's
 * owner are for the connection alone: nobody can say where it goes, and what may be asked for is nothing but what the extension is for.
 */
export const askFunction = (schema: string): string => `
CREATE FUNCTION ${schema}._query(connection text, request text) RETURNS SETOF record
LANGUAGE c STRICT AS '$libdir/dblink', 'dblink_record';
REVOKE ALL ON FUNCTION ${schema}._query FROM PUBLIC;

CREATE FUNCTION ${schema}._ask(request jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  desk text := format('host=%s port=${deskPort} user=aws', current_setting('unix_socket_directories'));
  answer jsonb;
BEGIN
  SELECT told::jsonb INTO answer FROM ${schema}._query(desk, request::text) AS asked(told text);
  IF answer ? 'hint' THEN
    RAISE EXCEPTION USING MESSAGE = answer->>'error', ERRCODE = answer->>'code', HINT = answer->>'hint';
  ELSIF answer ? 'detail' THEN
    RAISE EXCEPTION USING MESSAGE = answer->>'error', ERRCODE = answer->>'code', DETAIL = answer->>'detail';
  ELSIF answer ? 'error' THEN
    RAISE EXCEPTION USING MESSAGE = answer->>'error', ERRCODE = answer->>'code';
  END IF;
  RETURN answer;
END $$;
`;
