import { askFunction, type Extension } from "./extension.ts";

/**
 * Imports from and exports to S3. Files are read and written by the server with its owner's rights, in the format that the desk has read
 * out of the options; all that depends on types, tables and queries happens with the rights of the caller.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PostgreSQL.S3Import.Reference.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/postgresql-s3-export-functions.html
 */
export const awsS3: Extension = {
  name: "aws_s3",
  version: "1.2",
  comment: "AWS S3 extension for importing data from S3",
  requires: ["aws_commons"],
  script: `${askFunction("aws_s3")}
-- The file as texts, in a table of the session that the caller can do nothing with but read it.
CREATE FUNCTION aws_s3._load(request jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
  file jsonb := aws_s3._ask(request || '{"do": "fetch"}');
BEGIN
  BEGIN
    DROP TABLE IF EXISTS pg_temp.aws_s3_import;
    EXECUTE (SELECT format('CREATE TEMP TABLE aws_s3_import (%s) ON COMMIT DROP', string_agg(format('%I text', name), ', '))
      FROM jsonb_array_elements_text(file->'columns') AS name);
    EXECUTE format('COPY pg_temp.aws_s3_import FROM %L %s', file->>'path', file->>'options');
    GRANT SELECT ON pg_temp.aws_s3_import TO PUBLIC;
  EXCEPTION WHEN OTHERS THEN
    PERFORM aws_s3._ask(jsonb_build_object('do', 'forget', 'id', file->>'id'));
    RAISE;
  END;
  PERFORM aws_s3._ask(jsonb_build_object('do', 'forget', 'id', file->>'id'));
  RETURN file - 'path';
END $$;

CREATE FUNCTION aws_s3._unload() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'DROP TABLE pg_temp.aws_s3_import';

CREATE FUNCTION aws_s3.table_import_from_s3(table_name text, column_list text, options text, bucket text, file_path text,
  region text DEFAULT NULL, access_key text DEFAULT NULL, secret_key text DEFAULT NULL, session_token text DEFAULT NULL)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  target regclass := table_name::regclass;
  file jsonb;
  names text;
  casts text;
  imported bigint;
BEGIN
  file := aws_s3._load(jsonb_build_object('columns', column_list, 'options', options, 'bucket', bucket, 'key', file_path,
    'region', region, 'accessKey', access_key, 'secretKey', secret_key, 'sessionToken', session_token,
    'allColumns', (SELECT jsonb_agg(attname ORDER BY attnum) FROM pg_catalog.pg_attribute
      WHERE attrelid = target AND attnum > 0 AND NOT attisdropped AND attgenerated = '')));
  SELECT string_agg(quote_ident(name), ', ' ORDER BY position),
      string_agg(format('%I::%s', name, coalesce(format_type(atttypid, NULL), 'text')), ', ' ORDER BY position)
    INTO names, casts
    FROM jsonb_array_elements_text(file->'columns') WITH ORDINALITY AS listed(name, position)
    LEFT JOIN pg_catalog.pg_attribute ON attrelid = target AND attname = name AND attnum > 0 AND NOT attisdropped;
  EXECUTE format('INSERT INTO %s (%s) SELECT %s FROM pg_temp.aws_s3_import', target, names, casts);
  GET DIAGNOSTICS imported = ROW_COUNT;
  PERFORM aws_s3._unload();
  RETURN format('%s rows imported into relation "%s" from file %s of %s bytes', imported, table_name, file_path, file->>'bytes');
END $$;

CREATE FUNCTION aws_s3.table_import_from_s3(table_name text, column_list text, options text, s3_info aws_commons._s3_uri_1,
  credentials aws_commons._aws_credentials_1 DEFAULT NULL)
RETURNS text LANGUAGE sql AS $$
SELECT aws_s3.table_import_from_s3(table_name, column_list, options, s3_info.bucket, s3_info.file_path, s3_info.region,
  credentials.access_key, credentials.secret_key, credentials.session_token)
$$;

-- What the caller has put into a table of the session, to a file and from there to S3.
CREATE FUNCTION aws_s3._save(request jsonb, OUT rows_uploaded bigint, OUT bytes_uploaded bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  file jsonb := aws_s3._ask(request || '{"do": "reserve"}');
BEGIN
  EXECUTE format('COPY pg_temp.aws_s3_export TO %L %s', file->>'path', file->>'options');
  GET DIAGNOSTICS rows_uploaded = ROW_COUNT;
  bytes_uploaded := aws_s3._ask(request || jsonb_build_object('do', 'store', 'id', file->>'id'))->>'bytes';
EXCEPTION WHEN OTHERS THEN
  PERFORM aws_s3._ask(jsonb_build_object('do', 'forget', 'id', file->>'id'));
  RAISE;
END $$;

CREATE FUNCTION aws_s3.query_export_to_s3(query text, bucket text, file_path text, region text DEFAULT NULL,
  options text DEFAULT NULL, kms_key text DEFAULT NULL,
  OUT rows_uploaded bigint, OUT files_uploaded bigint, OUT bytes_uploaded bigint)
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE 'CREATE TEMP TABLE aws_s3_export ON COMMIT DROP AS ' || query;
  SELECT saved.rows_uploaded, 1, saved.bytes_uploaded INTO rows_uploaded, files_uploaded, bytes_uploaded
    FROM aws_s3._save(jsonb_build_object('bucket', bucket, 'key', file_path, 'region', region, 'options', options,
      'kmsKey', kms_key)) AS saved;
  DROP TABLE pg_temp.aws_s3_export;
END $$;

CREATE FUNCTION aws_s3.query_export_to_s3(query text, s3_info aws_commons._s3_uri_1, options text DEFAULT NULL,
  kms_key text DEFAULT NULL, OUT rows_uploaded bigint, OUT files_uploaded bigint, OUT bytes_uploaded bigint)
LANGUAGE sql AS $$
SELECT * FROM aws_s3.query_export_to_s3(query, s3_info.bucket, s3_info.file_path, s3_info.region, options, kms_key)
$$;
`,
};
