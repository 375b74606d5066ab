import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { _Object, ListObjectsV2CommandOutput } from "@aws-sdk/client-s3";
import { AwsError } from "@millrace/wire";
import type { AwsCalls } from "../../../kernel/calls.ts";
import type { Principal } from "../../../kernel/principal.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json.ts";
import { parsePath } from "../jsonpath/parse-path.ts";
import { find } from "../jsonpath/select.ts";
import { StateMistake } from "../run/state-failure.ts";
import { csvRows, delimiterOf } from "./csv.ts";
import type { SourceItem } from "./item-source.ts";
import { lines } from "./lines.ts";

export interface ItemReading {
  readonly aws: AwsCalls;
  readonly principal: Principal;
  /** `getObject` or `listObjectsV2`. */
  readonly action: string;
  readonly parameters: JsonObject;
  readonly config: JsonObject;
  readonly itemsPath: string | undefined;
  readonly itemsMax: number | undefined;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html. Throws StateMistake. */
export async function* readItems(reading: ItemReading): AsyncGenerator<SourceItem> {
  let left = reading.itemsMax ?? Number.POSITIVE_INFINITY;
  try {
    for await (const item of sourceOf(reading)) {
      if (left-- <= 0) return;
      yield item;
    }
  } catch (error) {
    throw error instanceof AwsError ? readerError(error.message) : error;
  }
}

const readerError = (message: string): StateMistake => new StateMistake("States.ItemReaderFailed", message);

function sourceOf(reading: ItemReading): AsyncIterable<SourceItem> {
  if (reading.action === "listObjectsV2") return listed(reading);
  const { Bucket: bucket, Key: key } = reading.parameters;
  const object = { bucket: String(bucket ?? ""), key: String(key ?? "") };
  const type = String(reading.config["InputType"] ?? "JSON").toUpperCase();
  switch (type) {
    case "CSV":
      return csvItems(reading, object);
    case "JSONL":
      return jsonLines(reading, object);
    case "JSON":
      return jsonItems(reading, object);
    case "MANIFEST":
      return manifestItems(reading, object);
    default:
      throw readerError(`The input type ${type} cannot be read here`);
  }
}

interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

async function* listed(reading: ItemReading): AsyncGenerator<SourceItem> {
  const { aws, principal, parameters, config } = reading;
  const Bucket = String(parameters["Bucket"] ?? "");
  const Prefix = parameters["Prefix"];
  const prefix = typeof Prefix === "string" ? { Prefix } : {};
  let token: string | undefined;
  do {
    const from: { ContinuationToken?: string } = token === undefined ? {} : { ContinuationToken: token };
    const page: Omit<ListObjectsV2CommandOutput, "$metadata"> = await aws.call(
      "s3",
      "ListObjectsV2",
      { Bucket, ...prefix, ...from },
      { principal },
    );
    for (const object of page.Contents ?? []) {
      if (config["Transformation"] === "LOAD_AND_FLATTEN") yield* loaded(reading, { Bucket, Key: object.Key ?? "" });
      else yield { value: objectItem(object) };
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

/** The items in an object take its place. */
const loaded = (reading: ItemReading, parameters: JsonObject): AsyncIterable<SourceItem> =>
  sourceOf({ ...reading, action: "getObject", parameters });

const objectItem = ({ ETag, Key, LastModified, Size, StorageClass }: _Object): JsonObject => ({
  Etag: ETag ?? "",
  Key: Key ?? "",
  LastModified: Math.floor((LastModified?.getTime() ?? 0) / 1000),
  Size: Size ?? 0,
  StorageClass: StorageClass ?? "STANDARD",
});

async function open({ aws, principal }: ItemReading, { bucket, key }: ObjectName): Promise<AsyncIterable<Uint8Array>> {
  const { Body } = await aws.call("s3", "GetObject", { Bucket: bucket, Key: key }, { principal });
  // Small bodies come whole.
  const body = Body instanceof Uint8Array ? [Body] : (Body as unknown as AsyncIterable<Uint8Array>);
  return key.endsWith(".gz") ? Readable.from(body).pipe(createGunzip()) : Readable.from(body);
}

async function* csvItems(reading: ItemReading, object: ObjectName): AsyncGenerator<SourceItem> {
  const { config } = reading;
  const given = isArray(config["CSVHeaders"]) ? config["CSVHeaders"].map(String) : undefined;
  let headers = config["CSVHeaderLocation"] === "GIVEN" ? (given ?? []) : undefined;
  for await (const row of csvRows(await open(reading, object), delimiterOf(config["CSVDelimiter"]))) {
    if (headers === undefined) headers = row;
    else yield { value: Object.fromEntries(headers.map((name, at) => [name, row[at] ?? ""])) };
  }
}

async function* jsonLines(reading: ItemReading, object: ObjectName): AsyncGenerator<SourceItem> {
  for await (const line of lines(await open(reading, object))) {
    if (line.trim() !== "") yield { value: parse(line, object) };
  }
}

async function* jsonItems(reading: ItemReading, object: ObjectName): AsyncGenerator<SourceItem> {
  const whole = parse(await textOf(await open(reading, object)), object);
  const { itemsPath, config } = reading;
  const pointer = config["ItemsPointer"];
  let items: Json | undefined = whole;
  if (typeof pointer === "string") items = pointedAt(whole, pointer);
  else if (itemsPath !== undefined) items = find(parsePath(itemsPath), whole);
  if (isArray(items)) {
    for (const value of items) yield { value };
  } else if (isObject(items)) {
    for (const [Key, Value] of Object.entries(items)) yield { value: { Key, Value }, key: Key };
  } else throw readerError("Attempting to map over non-iterable node.");
}

/** RFC 6901. */
function pointedAt(value: Json, pointer: string): Json | undefined {
  let found: Json | undefined = value;
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (isArray(found)) found = found[Number(name)];
    else found = isObject(found) ? found[name] : undefined;
  }
  return found;
}

/** A manifest of S3 Inventory, or of Athena's UNLOAD, names the files that hold the items. */
async function* manifestItems(reading: ItemReading, object: ObjectName): AsyncGenerator<SourceItem> {
  const text = await textOf(await open(reading, object));
  if (reading.config["ManifestType"] === "ATHENA_DATA") {
    yield* unloaded(reading, text);
    return;
  }
  const manifest = parse(text, object);
  if (!isObject(manifest) || !isArray(manifest["files"])) throw readerError("The manifest has no files");
  const format = manifest["fileFormat"] ?? "CSV";
  if (format !== "CSV") throw readerError(`Inventories in the format ${String(format)} cannot be read here`);
  const bucket = String(manifest["destinationBucket"] ?? "").replace(/^arn:aws:s3:::/, "");
  const headers = String(manifest["fileSchema"] ?? "")
    .split(",")
    .map((name) => name.trim());
  for (const file of manifest["files"]) {
    const key = isObject(file) ? String(file["key"] ?? "") : "";
    for await (const row of csvRows(await open(reading, { bucket, key }), ",")) {
      yield { value: Object.fromEntries(headers.map((name, at) => [name, row[at] ?? ""])) };
    }
  }
}

/** The files that Athena's UNLOAD has written, a line for each. */
async function* unloaded(reading: ItemReading, text: string): AsyncGenerator<SourceItem> {
  const config: JsonObject = { ...reading.config, InputType: "JSONL" };
  for (const uri of text.split(/\r?\n/)) {
    const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
    if (bucket === undefined || key === undefined) continue;
    yield* sourceOf({ ...reading, config, parameters: { Bucket: bucket, Key: key } });
  }
}

function parse(text: string, { bucket, key }: ObjectName): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw readerError(`The file s3://${bucket}/${key} is no valid JSON`);
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
}
