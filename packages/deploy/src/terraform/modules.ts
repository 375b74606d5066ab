import type { Part, PartKind, Permission, Plan } from "@millrace/plan";
import { dashboardBody } from "../dashboard-body.ts";
import type { TerraformExpressing } from "./express.ts";
import { type Hcl, raw } from "./hcl.ts";

/** The arguments of the module that makes a part. */
type Arguments = Readonly<Record<string, Hcl>>;

type Writers = {
  readonly [Kind in PartKind]: {
    /** The module's folder. */
    readonly module: string;
    readonly arguments: (part: Extract<Part, { readonly kind: Kind }>, write: TerraformExpressing) => Arguments;
  };
};

/** What is kept is decided by a variable, so that a trial can be taken away again. */
const keepsData = raw("var.keep_data");
const throwsDataAway = raw("!var.keep_data");
const tags = raw("local.tags");

const permissions = (all: readonly Permission[], write: TerraformExpressing): Hcl =>
  all.length === 0 ? undefined : all.map(({ sid, service, source }) => ({ sid, service, source: write.text(source) }));

export const modules: Writers = {
  bucket: {
    module: "bucket",
    arguments: ({ name, expiries, isOnEventBridge, notifications }, write) => ({
      name: write.text(name),
      eventbridge: isOnEventBridge ? true : undefined,
      force_destroy: throwsDataAway,
      tags,
      expiries: optional(Object.fromEntries(expiries.map(({ id, prefix, days }) => [id, { prefix, days }]))),
      notifications: optional(
        Object.fromEntries(
          notifications.map(({ id, prefix, function: fn, sid }) => [
            id,
            {
              prefix,
              function_arn: write.attribute(fn, "arn"),
              function_name: write.attribute(fn, "name"),
              sid,
            },
          ]),
        ),
      ),
    }),
  },
  table: {
    module: "table",
    arguments: ({ name, partitionKey, sortKey, indexes, expiryAttribute, capacity }, write) => ({
      name: write.text(name),
      partition_key: partitionKey,
      sort_key: sortKey ?? null,
      expiry_attribute: expiryAttribute,
      deletion_protection: keepsData,
      tags,
      capacity: capacity === undefined ? undefined : { ...capacity },
      indexes: optional(
        Object.fromEntries(
          indexes.map((index) => [index.name, { partition_key: index.partitionKey, sort_key: index.sortKey }]),
        ),
      ),
    }),
  },
  function: {
    module: "function",
    arguments: (fn, write) => ({
      name: write.text(fn.name),
      code_path: raw("var.code_path"),
      handler: fn.handler,
      runtime: fn.runtime,
      memory_mb: fn.memoryMb,
      timeout_seconds: fn.timeoutSeconds,
      log_retention_days: raw("var.log_retention_days"),
      tags,
      failures: fn.failures === undefined ? undefined : { queue_arn: write.reference(fn.failures) },
      network:
        fn.network === undefined
          ? undefined
          : {
              subnet_ids: write.attribute(fn.network, "subnet_ids"),
              security_group_ids: [write.attribute(fn.network, "functions_security_group_id")],
            },
      environment: write.texts(fn.environment),
      statements: write.statements(fn.statements),
    }),
  },
  workflow: {
    module: "workflow",
    arguments: ({ name, definition, statements }, write) => ({
      name: write.text(name),
      tags,
      statements: write.statements(statements),
      definition: write.json(definition),
    }),
  },
  rule: {
    module: "event-rule",
    arguments: ({ name, says, when, target, failures }, write) => ({
      name: write.text(name),
      description: says,
      schedule: "schedule" in when ? when.schedule : undefined,
      sid: target.sid,
      failures_arn: write.reference(failures),
      tags,
      [target.kind]: {
        arn: write.attribute(target.part, "arn"),
        name: target.kind === "function" ? write.attribute(target.part, "name") : undefined,
      },
      pattern: "pattern" in when ? write.json(when.pattern) : undefined,
    }),
  },
  queue: {
    module: "queue",
    arguments: ({ name, visibilitySeconds, retentionDays, deadLetters, senders }, write) => ({
      name: write.text(name),
      visibility_seconds: visibilitySeconds,
      retention_days: retentionDays,
      tags,
      dead_letters:
        deadLetters === undefined
          ? undefined
          : { queue_arn: write.reference(deadLetters.queue), receives_max: deadLetters.receivesMax },
      senders: permissions(senders, write),
    }),
  },
  topic: {
    module: "topic",
    arguments: ({ name, publishers, subscriptions }, write) => ({
      name: write.text(name),
      emails: optionalList(subscriptions.flatMap((one) => (one.protocol === "email" ? [one.address] : []))),
      tags,
      publishers: permissions(publishers, write),
      queues: optional(
        Object.fromEntries(
          subscriptions.flatMap((one) =>
            one.protocol === "sqs"
              ? [[one.id, { queue_arn: write.reference(one.queue), filter: { ...one.filter } }]]
              : [],
          ),
        ),
      ),
    }),
  },
  secret: {
    module: "secret",
    arguments: ({ name, says, characters }, write) => ({
      name: write.text(name),
      description: says,
      characters,
      recovery_days: raw("var.keep_data ? 30 : 0"),
      tags,
    }),
  },
  network: {
    module: "network",
    arguments: ({ name, cidr, gateways, interfaces }, write) => ({
      name: write.text(name),
      cidr,
      gateways: [...gateways],
      interfaces: [...interfaces],
      tags,
    }),
  },
  database: {
    module: "database",
    arguments: ({ name, database, network, minCapacity, maxCapacity }, write) => ({
      name: write.text(name),
      database,
      subnet_ids: write.attribute(network, "subnet_ids"),
      security_group_ids: [write.attribute(network, "database_security_group_id")],
      deletion_protection: keepsData,
      tags,
      capacity: { min: minCapacity, max: maxCapacity },
    }),
  },
  "upload-api": {
    module: "upload-api",
    arguments: ({ name, stage, function: fn, sid, requestsPerSecond, burst, definition }, write) => ({
      name: write.text(name),
      stage,
      function_name: write.attribute(fn, "name"),
      sid,
      tags,
      throttle: { requests_per_second: requestsPerSecond, burst },
      definition: write.json(definition),
    }),
  },
  alarm: {
    module: "alarm",
    arguments: ({ name, says, metric, comparison, threshold, periodSeconds, periods, missing, topic }, write) => ({
      name: write.text(name),
      description: says,
      comparison,
      threshold,
      period_seconds: periodSeconds,
      periods,
      missing,
      topic_arn: write.reference(topic),
      tags,
      metric: {
        namespace: metric.namespace,
        name: metric.name,
        statistic: metric.statistic,
        dimensions: write.texts(metric.dimensions),
      },
    }),
  },
  dashboard: {
    module: "dashboard",
    arguments: (dashboard, write) => ({
      name: write.text(dashboard.name),
      body: write.json(dashboardBody(dashboard)),
    }),
  },
};

const optional = (members: Readonly<Record<string, Hcl>>): Hcl =>
  Object.keys(members).length === 0 ? undefined : members;

const optionalList = (items: readonly Hcl[]): Hcl => (items.length === 0 ? undefined : items);

/** The folders of the modules that the root of a plan calls. */
export const modulesOf = (plan: Plan): readonly string[] =>
  [...new Set(plan.parts.map(({ kind }) => modules[kind].module))].sort();
