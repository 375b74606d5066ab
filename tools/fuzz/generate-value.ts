import { inputBindings, outputBindings, type Place } from "../../packages/wire/src/http-bindings/bindings.ts";
import {
  isBlob,
  isStructure,
  isTimestamp,
  type Member,
  type OperationSchema,
  type Schema,
  type StructureSchema,
} from "../../packages/wire/src/schema/schema.ts";
import type { Random } from "./random.ts";

export interface Subject {
  readonly service: string;
  readonly operation: OperationSchema;
  readonly random: Random;
  /** Clients hold the bytes of DynamoDB's attribute values as bytes, the cloud as base64 text. */
  readonly side: "client" | "cloud";
}

type Values = Record<string, unknown>;

const characters = [..."aB7é&<>\"'x/+%=雪😀-_z\t#?,;:@{}\\"] as unknown as readonly [string, ...string[]];

/** Members that a client or a server fills in by itself, or that mean something to the client. */
const skippedOfS3 =
  /^(Checksum|ContentMD5|ContentLength|SSECustomer|CopySourceSSECustomer|Expires$|ExpiresString|ExpectedBucketOwner|TrailingChecksum|ContentRange$|ContentEncoding$)/;
const skipped = /^(PreSignedUrl|PresignedUrl|SourceRegion|DestinationRegion)$/;

export const randomInput = (subject: Subject): Values => topLevel(subject, subject.operation.input, inputBindings);
export const randomOutput = (subject: Subject): Values => topLevel(subject, subject.operation.output, outputBindings);

function topLevel(subject: Subject, schema: Schema, bindingsOf: typeof inputBindings): Values {
  if (!isStructure(schema)) return {};
  const isRest = subject.operation.http !== undefined;
  const result: Values = {};
  for (const { member, place } of bindingsOf(schema).all) {
    const value = topLevelMember(subject, member, isRest ? place : "body");
    if (value !== undefined) result[member.name] = value;
  }
  return result;
}

function topLevelMember(subject: Subject, member: Member, place: Place): unknown {
  const { name } = member;
  if (subject.service === "s3" ? skippedOfS3.test(name) : skipped.test(name)) return undefined;
  if (place === "queryParams" || isEventStream(member)) return undefined;
  if (place === "status") return 200;
  const fixed =
    fixedMembers[`${subject.service}.${name}`] ?? (name === "QueueUrl" ? "http://127.0.0.1/0/queue" : undefined);
  if (fixed !== undefined) return fixed === leftOut ? undefined : fixed;
  if (isBlob(member.schema)) return place === "header" ? undefined : blob(subject.random);
  return valueAt(subject, member, place, 0);
}

const leftOut = "";

/** What clients make hosts of, or read as something else than text. */
const fixedMembers: Readonly<Record<string, string>> = {
  "s3.Bucket": "bucket",
  "s3.CopySource": "bucket/key",
  "s3control.AccountId": "000000000000",
  "s3control.OutpostId": leftOut,
};

const isEventStream = (member: Member): boolean =>
  member.schema.kind === "union" && (member.traits.streaming === 1 || member.schema.traits.streaming === 1);

const inHead = (place: Place): boolean => place === "header" || place === "prefix";

function valueAt(subject: Subject, member: Member, place: Place, depth: number): unknown {
  const { random } = subject;
  const { schema } = member;
  if (isStructure(schema)) return structureAt(subject, schema, depth + 1);
  if (schema.kind === "list") {
    return Array.from({ length: 1 + random.below(3) }, () => valueAt(subject, schema.item, place, depth + 1));
  }
  if (schema.kind === "map") {
    const keys = Array.from({ length: 1 + random.below(2) }, (_, at) => `k${at}${inHead(place) ? "" : text(random)}`);
    return Object.fromEntries(keys.map((key) => [key, valueAt(subject, schema.value, place, depth + 1)]));
  }
  return simpleAt(subject, member, place);
}

function simpleAt({ random, operation }: Subject, member: Member, place: Place): unknown {
  const { schema } = member;
  if (isTimestamp(schema)) {
    const isWhole = inHead(place) || schema.kind === "http-date";
    return new Date(1_600_000_000_000 + random.below(100_000_000) * 1000 + (isWhole ? 0 : random.below(1000)));
  }
  switch (schema.kind) {
    case "string":
      if (inHead(place)) return member.traits.mediaType === undefined ? headerText(random) : '{"a":1}';
      if (place !== "label") return text(random);
      return operation.http?.[1].includes(`{${member.name}+}`) ? `k/${text(random)}` : `l${text(random)}`;
    case "integer":
    case "long":
      return random.pick([0, 1, -5, 42, 2 ** 31 - 1]);
    case "float":
      return random.pick([0.5, 1, -3.25, 42, 1e21]);
    case "number":
      return random.pick([0, 1, 42]);
    case "boolean":
      return random.chance(0.5);
    case "document":
      return { a: [1, "x", { b: true }] };
    case "blob":
    case "stream":
      return blob(random);
    default:
      return undefined;
  }
}

const blob = (random: Random): Uint8Array => Buffer.from([0, 255, random.below(256), 10, 13]);

const text = (random: Random): string =>
  `s${Array.from({ length: random.below(6) }, () => random.pick(characters)).join("")}e`;

const headerText = (random: Random): string =>
  `h${random.pick(["a", "b-c", "D_1", "x=y", "q;z"])}${random.below(1000)}`;

const depthMax = 5;

function structureAt(subject: Subject, schema: StructureSchema, depth: number): Values {
  if (schema.kind === "union") return unionAt(subject, schema, depth);
  const result: Values = {};
  for (const member of schema.members) {
    if (skipped.test(member.name)) continue;
    const isRequired = member.traits.required === 1;
    if (!isRequired && (depth > depthMax || subject.random.chance(0.4))) continue;
    if (depth > 2 * depthMax) continue;
    const value = memberAt(subject, schema, member, depth);
    if (value !== undefined) result[member.name] = value;
  }
  return result;
}

function unionAt(subject: Subject, schema: StructureSchema, depth: number): Values {
  const flat = (member: Member): boolean =>
    !isStructure(member.schema) && member.schema.kind !== "list" && member.schema.kind !== "map";
  const choices = schema.members.filter((member) => depth < depthMax || flat(member));
  const member = choices[subject.random.below(choices.length)] ?? schema.members[0];
  return member === undefined ? {} : { [member.name]: memberAt(subject, schema, member, depth) };
}

function memberAt(subject: Subject, schema: StructureSchema, member: Member, depth: number): unknown {
  const value = valueAt(subject, member, "body", depth);
  return schema.traits.verbatim === 1 && subject.side === "cloud" ? asBase64(value) : value;
}

function asBase64(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return Array.isArray(value) ? value.map(asBase64) : value;
}
