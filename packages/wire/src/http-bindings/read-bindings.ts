import type { Headers } from "../request-head.ts";
import type { Member, Schema } from "../schema/schema.ts";
import type { TimestampFormat } from "../schema/timestamps.ts";
import { type Binding, inputBindings } from "./bindings.ts";
import { splitHeaderList } from "./header-list.ts";
import type { QueryParameters } from "./query-parameters.ts";
import { readScalar } from "./read-scalar.ts";

export interface BoundRequest {
  readonly labels: Readonly<Record<string, string>>;
  readonly query: QueryParameters;
  readonly headers: Headers;
  /** The template of the path, whose own parameters belong to nobody. */
  readonly uri: string;
  /** Presigned URLs carry headers as parameters. */
  readonly isPresigned: boolean;
}

/** Everything of an input but what its body holds. */
export function readBindings(schema: Schema, request: BoundRequest): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const binding of inputBindings(schema).all) {
    const value = readBinding(binding, request, schema);
    if (value !== undefined) input[binding.member.name] = value;
  }
  return input;
}

function readBinding({ member, place, name }: Binding, request: BoundRequest, schema: Schema): unknown {
  switch (place) {
    case "label": {
      const text = request.labels[member.name];
      return text === undefined ? undefined : readScalar(member.schema, text, "date-time");
    }
    case "query":
      return readParameter(member, request.query.get(name));
    case "queryParams":
      return readOtherParameters(member, request, schema);
    case "header": {
      const text = headerText(name, request);
      return text === undefined ? undefined : readHeader(member, text);
    }
    case "prefix":
      return readPrefixed(name, request);
    default:
      return undefined;
  }
}

function readParameter(member: Member, values: readonly string[] | undefined): unknown {
  const first = values?.[0];
  if (values === undefined || first === undefined) return undefined;
  if (member.schema.kind === "list") {
    const item = member.schema.item.schema;
    return values.map((text) => readScalar(item, text, "date-time"));
  }
  if (first === "" && member.schema.kind !== "string") return undefined;
  return readScalar(member.schema, first, "date-time");
}

/** Every parameter that belongs to no member and not to the template. */
function readOtherParameters(member: Member, request: BoundRequest, schema: Schema): unknown {
  const taken = new Set(
    inputBindings(schema)
      .all.filter(({ place }) => place === "query")
      .map(({ name }) => name),
  );
  const [, own = ""] = request.uri.split("?");
  for (const parameter of own.split("&")) taken.add(parameter.split("=")[0] ?? "");
  const isList = member.schema.kind === "map" && member.schema.value.schema.kind === "list";
  const others = [...request.query].filter(([name]) => !taken.has(name));
  return Object.fromEntries(others.map(([name, values]) => [name, isList ? values : values[0]]));
}

/**
 * Real S3 takes no checksum from the query of a presigned URL: the JavaScript client puts that of an empty body there
 * (reported for LocalStack in localstack#12169).
 */
const isHoisted = (name: string): boolean => name.startsWith("x-amz-") && !name.startsWith("x-amz-checksum-");

function headerText(name: string, request: BoundRequest): string | undefined {
  const value = request.headers[name];
  if (typeof value === "string") return value;
  if (value !== undefined) return value.join(", ");
  return request.isPresigned && isHoisted(name) ? request.query.get(name)?.[0] : undefined;
}

function readHeader(member: Member, text: string): unknown {
  const { schema } = member;
  if (schema.kind === "list") {
    const item = schema.item.schema;
    const texts = splitHeaderList(text, isHttpDate(item) ? "http-date" : "other");
    return texts.map((part) => readScalar(item, part, "http-date"));
  }
  if (schema.kind === "string" && member.traits.mediaType !== undefined) {
    return Buffer.from(text, "base64").toString("utf8");
  }
  return readHeaderScalar(schema, text);
}

const isHttpDate = (schema: Schema): boolean => schema.kind === "timestamp" || schema.kind === "http-date";

/** S3 ignores a condition or an expiry that it cannot read, so a text that is no date is no value. */
function readHeaderScalar(schema: Schema, text: string): unknown {
  const format: TimestampFormat = "http-date";
  if (isHttpDate(schema) && Number.isNaN(Date.parse(text))) return undefined;
  return readScalar(schema, text, format);
}

function readPrefixed(prefix: string, request: BoundRequest): Readonly<Record<string, string>> | undefined {
  const found: Record<string, string> = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    if (value !== undefined && name.startsWith(prefix)) found[name.slice(prefix.length)] = joined(value);
  }
  if (request.isPresigned) {
    for (const [name, [value = ""]] of request.query) {
      if (name.startsWith(prefix)) found[name.slice(prefix.length)] ??= value;
    }
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

const joined = (value: string | readonly string[]): string => (typeof value === "string" ? value : value.join(","));
