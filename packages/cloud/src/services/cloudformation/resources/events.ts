import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";
import type { TagRule } from "./tags.ts";

const tags: TagRule = {
  style: "list",
  add: "TagResource",
  remove: "UntagResource",
  target: ({ Arn = "" }) => ({ ResourceARN: Arn }),
  keys: "TagKeys",
};

/** An event bus may be named by its ARN. */
const busOf = (facts: Facts): JsonObject =>
  facts["EventBusName"] === undefined ? {} : { EventBusName: facts["EventBusName"] };

const idOf = (target: Json): string => (isObject(target) ? toText(target["Id"] ?? "") : "");

async function changeTargets(work: Work, facts: Facts, before: JsonObject): Promise<void> {
  const rule = { Rule: facts["Name"] ?? "", ...busOf(facts) };
  const targets = listOf(facts["Targets"]);
  const gone = listOf(before["Targets"])
    .map(idOf)
    .filter((id) => !targets.some((target) => idOf(target) === id));
  if (targets.length > 0) await work.aws("events", "PutTargets", { ...rule, Targets: targets });
  if (gone.length > 0) await work.aws("events", "RemoveTargets", { ...rule, Ids: gone });
}

/** Rules of the default bus are known by their names, those of others by bus and name. */
const ruleId = (facts: Facts): string => {
  const bus = toText(facts["EventBusName"] ?? "default");
  const name = toText(facts["Name"] ?? "");
  return bus === "default" ? name : `${bus.slice(bus.lastIndexOf("/") + 1)}|${name}`;
};

const nameOf = (facts: Facts): Json =>
  facts["Name"] ??
  toText(facts["PhysicalId"] ?? "")
    .split("|")
    .at(-1) ??
  "";

export const eventsTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::Events::Rule": declared({
    service: "events",
    create: "PutRule",
    update: "PutRule",
    delete: "DeleteRule",
    id: ruleId,
    name: { property: "Name", max: 64 },
    input: (facts) => ({ Name: nameOf(facts) }),
    existing: { operation: "DescribeRule", input: (facts) => ({ Name: nameOf(facts), ...busOf(facts) }) },
    attributes: (facts) => ({
      Arn: facts["RuleArn"] ?? facts["Arn"] ?? "",
      Name: nameOf(facts),
      RuleName: nameOf(facts),
    }),
    complete: (work, facts, before = {}) => changeTargets(work, { ...facts, Name: nameOf(facts) }, before),
    beforeDelete: (work, facts) => changeTargets(work, { Name: nameOf(facts), ...busOf(facts) }, facts),
    tags,
  }),

  "AWS::Events::EventBus": declared({
    service: "events",
    create: "CreateEventBus",
    update: "UpdateEventBus",
    delete: "DeleteEventBus",
    read: "DescribeEventBus",
    id: "Name",
    attributes: { Arn: "Arn", Name: "Name" },
    resets: { Description: "", KmsKeyIdentifier: "", DeadLetterConfig: {}, LogConfig: { Level: "OFF" } },
    tags,
    async complete(work, facts, before = {}) {
      const { Policy: policy, Name: bus = "" } = facts;
      if (policy === undefined && before["Policy"] === undefined) return;
      if (policy === undefined) {
        await work.aws("events", "RemovePermission", { EventBusName: bus, RemoveAllPermissions: true });
        return;
      }
      await work.aws("events", "PutPermission", {
        EventBusName: bus,
        Policy: isObject(policy) ? JSON.stringify(policy) : policy,
      });
    },
  }),

  "AWS::Events::EventBusPolicy": declared({
    service: "events",
    create: "PutPermission",
    update: "PutPermission",
    delete: "RemovePermission",
    id: (facts) => `${toText(facts["EventBusName"] ?? "default")}|${toText(facts["StatementId"] ?? "")}`,
    input: (facts) => {
      const statement = facts["Statement"];
      if (statement === undefined) return {};
      const whole = { Version: "2012-10-17", Statement: [{ Sid: facts["StatementId"] ?? "", ...asObject(statement) }] };
      return { Policy: JSON.stringify(whole) };
    },
  }),

  "AWS::Events::Archive": declared({
    service: "events",
    create: "CreateArchive",
    update: "UpdateArchive",
    delete: "DeleteArchive",
    read: "DescribeArchive",
    id: "ArchiveName",
    name: { property: "ArchiveName", max: 48 },
    input: (facts) => ({ EventSourceArn: facts["SourceArn"] ?? "" }),
    resets: { Description: "", RetentionDays: 0 },
    attributes: { Arn: "ArchiveArn", ArchiveName: "ArchiveName" },
  }),

  "AWS::Events::Connection": declared({
    service: "events",
    create: "CreateConnection",
    update: "UpdateConnection",
    delete: "DeleteConnection",
    read: "DescribeConnection",
    id: "Name",
    resets: { Description: "" },
    name: { property: "Name", max: 64 },
    attributes: (facts) => ({
      Arn: facts["ConnectionArn"] ?? "",
      ArnForPolicy: facts["ConnectionArn"] ?? "",
      SecretArn: facts["SecretArn"] ?? "",
    }),
  }),

  "AWS::Events::ApiDestination": declared({
    service: "events",
    create: "CreateApiDestination",
    update: "UpdateApiDestination",
    delete: "DeleteApiDestination",
    read: "DescribeApiDestination",
    id: "Name",
    resets: { Description: "", InvocationRateLimitPerSecond: 300 },
    name: { property: "Name", max: 64 },
    attributes: (facts) => ({
      Arn: facts["ApiDestinationArn"] ?? "",
      ArnForPolicy: toText(facts["ApiDestinationArn"] ?? "")
        .split("/")
        .slice(0, 2)
        .join("/"),
    }),
  }),
};

const asObject = (value: Json): JsonObject => (isObject(value) ? value : {});
