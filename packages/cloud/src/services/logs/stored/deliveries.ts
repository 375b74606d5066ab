import { parseArn } from "@millrace/core";
import type { Access, Scope } from "../../../kernel/operation.ts";
import { conflict, notFound, validationError } from "../errors.ts";
import type { LogsOperation, Shapes } from "../shapes.ts";
import { mustBeJson } from "./resource-policies.ts";
import type { DeliveryDestination } from "./settings.ts";

type Kind = "delivery-source" | "delivery-destination" | "delivery";

const arnOf = ({ account, region }: Scope, kind: Kind, name: string): string =>
  `arn:aws:logs:${region}:${account}:${kind}:${name}`;

const on =
  (action: string, kind: Kind) =>
  (
    input: { readonly name?: string; readonly id?: string; readonly deliveryDestinationName?: string },
    scope: Scope,
  ): Access => ({
    action: `logs:${action}`,
    resource: arnOf(scope, kind, input.name ?? input.id ?? input.deliveryDestinationName ?? "*"),
  });

const noSource = () => notFound("Requested Delivery Source does not exist in this account.");
const noDestination = () => notFound("Requested Delivery Destination does not exist in this account.");
const noDelivery = () => notFound("Requested Delivery does not exist in this account.");

/** Services whose logs can be delivered. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html */
const sources = new Set([
  "appsync",
  "bedrock",
  "bedrock-agentcore",
  "cloudfront",
  "codewhisperer",
  "cognito-idp",
  "ec2",
  "eks",
  "elasticloadbalancing",
  "entityresolution",
  "events",
  "internetmonitor",
  "ivs",
  "ivschat",
  "kafka",
  "mediapackagev2",
  "mediatailor",
  "network-firewall",
  "pcs",
  "pipes",
  "qbusiness",
  "route53resolver",
  "ses",
  "sso",
  "transfer",
  "vpc-lattice",
  "wisdom",
  "workmail",
  "workspaces",
]);

/** Kept and answered; nothing is delivered. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html */
export const putDeliverySource: LogsOperation<"PutDeliverySource"> = {
  access: on("PutDeliverySource", "delivery-source"),

  run({ store, account, region }, input) {
    const service = parseArn(input.resourceArn)?.service ?? "";
    if (!sources.has(service)) throw notFound("Cannot access provided service.");

    store.settings.deliverySources.put(input.name, input);
    const arn = arnOf({ account, region }, "delivery-source", input.name);
    if (input.tags !== undefined) store.settings.putTags(arn, input.tags);
    return { deliverySource: sourceOutput({ account, region }, input) };
  },
};

const sourceOutput = (scope: Scope, input: Shapes["PutDeliverySource"]["input"]) => ({
  name: input.name,
  arn: arnOf(scope, "delivery-source", input.name),
  resourceArns: [input.resourceArn],
  service: parseArn(input.resourceArn)?.service ?? "",
  logType: input.logType,
  ...(input.tags && { tags: input.tags }),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDeliverySource.html */
export const getDeliverySource: LogsOperation<"GetDeliverySource"> = {
  access: on("GetDeliverySource", "delivery-source"),

  run({ store, account, region }, { name }) {
    const source = store.settings.deliverySources.get(name);
    if (source === undefined) throw noSource();
    return { deliverySource: sourceOutput({ account, region }, source) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDeliverySources.html */
export const describeDeliverySources: LogsOperation<"DescribeDeliverySources"> = {
  access: (_, scope) => on("DescribeDeliverySources", "delivery-source")({}, scope),
  run: ({ store, account, region }) => ({
    deliverySources: [...store.settings.deliverySources.list()].map((source) =>
      sourceOutput({ account, region }, source),
    ),
  }),
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDeliverySource.html */
export const deleteDeliverySource: LogsOperation<"DeleteDeliverySource"> = {
  access: on("DeleteDeliverySource", "delivery-source"),

  run({ store }, { name }) {
    const isUsed = [...store.settings.deliveries.list()].some(({ deliverySourceName }) => deliverySourceName === name);
    if (isUsed) throw conflict("This Delivery Source is used by a Delivery and cannot be deleted.");
    if (!store.settings.deliverySources.delete(name)) throw noSource();
  },
};

const kinds: Readonly<Record<string, DeliveryDestination["kind"]>> = {
  s3: "S3",
  logs: "CWL",
  firehose: "FH",
  xray: "XRAY",
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html */
export const putDeliveryDestination: LogsOperation<"PutDeliveryDestination"> = {
  access: on("PutDeliveryDestination", "delivery-destination"),

  run({ store, account, region }, input) {
    const before = store.settings.deliveryDestinations.get(input.name);
    const target = input.deliveryDestinationConfiguration?.destinationResourceArn ?? "";
    const kind = input.deliveryDestinationType ?? kinds[parseArn(target)?.service ?? ""];
    if (kind === undefined) throw validationError("The delivery destination resource ARN is not valid.");
    if (before !== undefined && before.kind !== kind) {
      throw conflict("The type of a delivery destination cannot be changed.");
    }
    const destination = { ...before, input, kind };

    store.settings.deliveryDestinations.put(input.name, destination);
    const arn = arnOf({ account, region }, "delivery-destination", input.name);
    if (input.tags !== undefined) store.settings.putTags(arn, input.tags);
    return { deliveryDestination: destinationOutput({ account, region }, destination) };
  },
};

const destinationOutput = (scope: Scope, { input, kind }: DeliveryDestination) => ({
  name: input.name,
  arn: arnOf(scope, "delivery-destination", input.name),
  deliveryDestinationType: kind,
  ...(input.outputFormat && { outputFormat: input.outputFormat }),
  ...(input.deliveryDestinationConfiguration && {
    deliveryDestinationConfiguration: input.deliveryDestinationConfiguration,
  }),
  ...(input.tags && { tags: input.tags }),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDeliveryDestination.html */
export const getDeliveryDestination: LogsOperation<"GetDeliveryDestination"> = {
  access: on("GetDeliveryDestination", "delivery-destination"),

  run({ store, account, region }, { name }) {
    const destination = store.settings.deliveryDestinations.get(name);
    if (destination === undefined) throw noDestination();
    return { deliveryDestination: destinationOutput({ account, region }, destination) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDeliveryDestinations.html */
export const describeDeliveryDestinations: LogsOperation<"DescribeDeliveryDestinations"> = {
  access: (_, scope) => on("DescribeDeliveryDestinations", "delivery-destination")({}, scope),
  run: ({ store, account, region }) => ({
    deliveryDestinations: [...store.settings.deliveryDestinations.list()].map((one) =>
      destinationOutput({ account, region }, one),
    ),
  }),
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDeliveryDestination.html */
export const deleteDeliveryDestination: LogsOperation<"DeleteDeliveryDestination"> = {
  access: on("DeleteDeliveryDestination", "delivery-destination"),

  run({ store, account, region }, { name }) {
    const arn = arnOf({ account, region }, "delivery-destination", name);
    const isUsed = [...store.settings.deliveries.list()].some(
      ({ deliveryDestinationArn }) => deliveryDestinationArn === arn,
    );
    if (isUsed) throw conflict("This Delivery Destination is used by a Delivery and cannot be deleted.");
    if (!store.settings.deliveryDestinations.delete(name)) throw noDestination();
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestinationPolicy.html */
export const putDeliveryDestinationPolicy: LogsOperation<"PutDeliveryDestinationPolicy"> = {
  access: on("PutDeliveryDestinationPolicy", "delivery-destination"),

  run({ store }, { deliveryDestinationName, deliveryDestinationPolicy }) {
    const destination = store.settings.deliveryDestinations.get(deliveryDestinationName);
    if (destination === undefined) throw noDestination();
    mustBeJson(deliveryDestinationPolicy);

    store.settings.deliveryDestinations.put(deliveryDestinationName, {
      ...destination,
      policy: deliveryDestinationPolicy,
    });
    return { policy: { deliveryDestinationPolicy } };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDeliveryDestinationPolicy.html */
export const getDeliveryDestinationPolicy: LogsOperation<"GetDeliveryDestinationPolicy"> = {
  access: on("GetDeliveryDestinationPolicy", "delivery-destination"),

  run({ store }, { deliveryDestinationName }) {
    const destination = store.settings.deliveryDestinations.get(deliveryDestinationName);
    if (destination === undefined) throw noDestination();
    return { policy: destination.policy === undefined ? {} : { deliveryDestinationPolicy: destination.policy } };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDeliveryDestinationPolicy.html */
export const deleteDeliveryDestinationPolicy: LogsOperation<"DeleteDeliveryDestinationPolicy"> = {
  access: on("DeleteDeliveryDestinationPolicy", "delivery-destination"),

  run({ store }, { deliveryDestinationName }) {
    const destination = store.settings.deliveryDestinations.get(deliveryDestinationName);
    if (destination === undefined) throw noDestination();
    store.settings.deliveryDestinations.put(deliveryDestinationName, { ...destination, policy: undefined });
  },
};

type Kept = Shapes["CreateDelivery"]["input"] & { readonly id: string };

const deliveryOutput = (scope: Scope, { id, tags, ...input }: Kept, kind: DeliveryDestination["kind"]) => ({
  ...input,
  id,
  arn: arnOf(scope, "delivery", id),
  deliveryDestinationType: kind,
  ...(tags && { tags }),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html */
export const createDelivery: LogsOperation<"CreateDelivery"> = {
  access: (_, scope) => on("CreateDelivery", "delivery")({}, scope),

  run({ store, ids, account, region }, input) {
    if (!store.settings.deliverySources.has(input.deliverySourceName)) throw noSource();
    const kind = kindOf(store.settings.deliveryDestinations.list(), { account, region }, input.deliveryDestinationArn);
    const same = [...store.settings.deliveries.list()].some(
      (one) =>
        one.deliverySourceName === input.deliverySourceName &&
        one.deliveryDestinationArn === input.deliveryDestinationArn,
    );
    if (same) throw conflict("Delivery already exists.");
    const delivery = { ...input, id: ids.uuid().replaceAll("-", "").slice(0, 16) };

    store.settings.deliveries.put(delivery.id, delivery);
    return { delivery: deliveryOutput({ account, region }, delivery, kind) };
  },
};

function kindOf(all: Iterable<DeliveryDestination>, scope: Scope, arn: string): DeliveryDestination["kind"] {
  for (const { input, kind } of all) if (arnOf(scope, "delivery-destination", input.name) === arn) return kind;
  throw noDestination();
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDelivery.html */
export const getDelivery: LogsOperation<"GetDelivery"> = {
  access: on("GetDelivery", "delivery"),

  run({ store, account, region }, { id }) {
    const delivery = store.settings.deliveries.get(id);
    if (delivery === undefined) throw noDelivery();
    const kind = kindOf(
      store.settings.deliveryDestinations.list(),
      { account, region },
      delivery.deliveryDestinationArn,
    );
    return { delivery: deliveryOutput({ account, region }, delivery, kind) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDeliveries.html */
export const describeDeliveries: LogsOperation<"DescribeDeliveries"> = {
  access: (_, scope) => on("DescribeDeliveries", "delivery")({}, scope),

  run({ store, account, region }) {
    const scope = { account, region };
    const kind = (arn: string) => kindOf(store.settings.deliveryDestinations.list(), scope, arn);
    const all = [...store.settings.deliveries.list()];
    return { deliveries: all.map((one) => deliveryOutput(scope, one, kind(one.deliveryDestinationArn))) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UpdateDeliveryConfiguration.html */
export const updateDeliveryConfiguration: LogsOperation<"UpdateDeliveryConfiguration"> = {
  access: on("UpdateDeliveryConfiguration", "delivery"),

  run({ store }, { id, ...changes }) {
    const delivery = store.settings.deliveries.get(id);
    if (delivery === undefined) throw noDelivery();
    store.settings.deliveries.put(id, { ...delivery, ...changes });
    return {};
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDelivery.html */
export const deleteDelivery: LogsOperation<"DeleteDelivery"> = {
  access: on("DeleteDelivery", "delivery"),

  run({ store }, { id }) {
    if (!store.settings.deliveries.delete(id)) throw noDelivery();
  },
};
