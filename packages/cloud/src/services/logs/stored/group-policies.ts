import { notFound } from "../errors.ts";
import { groupArn, groupResource, readGroupName } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";
import { mustBeJson } from "./resource-policies.ts";

const on =
  (action: string) => (input: { readonly logGroupIdentifier: string }, scope: { account: string; region: string }) => ({
    action: `logs:${action}`,
    resource: groupResource(scope, readGroupName(undefined, input.logGroupIdentifier)),
  });

/** Kept and answered; no data is masked. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDataProtectionPolicy.html */
export const putDataProtectionPolicy: LogsOperation<"PutDataProtectionPolicy"> = {
  access: on("PutDataProtectionPolicy"),

  run({ store, clock }, { logGroupIdentifier, policyDocument }) {
    const { name } = store.group(readGroupName(undefined, logGroupIdentifier));
    mustBeJson(policyDocument);
    const now = clock.now();

    store.settings.dataProtection.put(name, { document: policyDocument, updatedAt: now, createdAt: now });
    return { logGroupIdentifier, policyDocument, lastUpdatedTime: now };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDataProtectionPolicy.html */
export const getDataProtectionPolicy: LogsOperation<"GetDataProtectionPolicy"> = {
  access: on("GetDataProtectionPolicy"),

  run({ store }, { logGroupIdentifier }) {
    const { name } = store.group(readGroupName(undefined, logGroupIdentifier));
    const policy = store.settings.dataProtection.get(name);
    return {
      logGroupIdentifier,
      ...(policy && { policyDocument: policy.document, lastUpdatedTime: policy.updatedAt }),
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDataProtectionPolicy.html */
export const deleteDataProtectionPolicy: LogsOperation<"DeleteDataProtectionPolicy"> = {
  access: on("DeleteDataProtectionPolicy"),

  run({ store }, { logGroupIdentifier }) {
    store.settings.dataProtection.delete(store.group(readGroupName(undefined, logGroupIdentifier)).name);
  },
};

/** Kept and answered; queries read all events anyway. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutIndexPolicy.html */
export const putIndexPolicy: LogsOperation<"PutIndexPolicy"> = {
  access: on("PutIndexPolicy"),

  run({ store, clock, account, region }, { logGroupIdentifier, policyDocument }) {
    const { name } = store.group(readGroupName(undefined, logGroupIdentifier));
    mustBeJson(policyDocument);
    const now = clock.now();

    store.settings.indexPolicies.put(name, { group: name, document: policyDocument, updatedAt: now, createdAt: now });
    return {
      indexPolicy: {
        logGroupIdentifier: groupArn({ account, region }, name),
        lastUpdateTime: now,
        policyDocument,
        source: "LOG_GROUP",
      },
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeIndexPolicies.html */
export const describeIndexPolicies: LogsOperation<"DescribeIndexPolicies"> = {
  access: (input, scope) =>
    input.logGroupIdentifiers.map((logGroupIdentifier) => on("DescribeIndexPolicies")({ logGroupIdentifier }, scope)),

  run({ store, account, region }, { logGroupIdentifiers }) {
    const names = logGroupIdentifiers.map((name) => store.group(readGroupName(undefined, name)).name);
    const found = names.map((name) => store.settings.indexPolicies.get(name)).filter((policy) => policy !== undefined);
    return {
      indexPolicies: found.map(({ group, document, updatedAt }) => ({
        logGroupIdentifier: groupArn({ account, region }, group),
        lastUpdateTime: updatedAt,
        policyDocument: document,
        source: "LOG_GROUP" as const,
      })),
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteIndexPolicy.html */
export const deleteIndexPolicy: LogsOperation<"DeleteIndexPolicy"> = {
  access: on("DeleteIndexPolicy"),

  run({ store }, { logGroupIdentifier }) {
    store.settings.indexPolicies.delete(store.group(readGroupName(undefined, logGroupIdentifier)).name);
  },
};

/** Kept and answered; nothing is transformed. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutTransformer.html */
export const putTransformer: LogsOperation<"PutTransformer"> = {
  access: on("PutTransformer"),

  run({ store, clock }, input) {
    const { name } = store.group(readGroupName(undefined, input.logGroupIdentifier));
    const now = clock.now();
    const createdAt = store.settings.transformers.get(name)?.createdAt ?? now;

    store.settings.transformers.put(name, { input, createdAt, updatedAt: now });
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetTransformer.html */
export const getTransformer: LogsOperation<"GetTransformer"> = {
  access: on("GetTransformer"),

  run({ store }, { logGroupIdentifier }) {
    const { name } = store.group(readGroupName(undefined, logGroupIdentifier));
    const kept = store.settings.transformers.get(name);
    if (kept === undefined) throw notFound("The specified transformer does not exist.");
    return {
      logGroupIdentifier,
      creationTime: kept.createdAt,
      lastModifiedTime: kept.updatedAt,
      transformerConfig: kept.input.transformerConfig,
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteTransformer.html */
export const deleteTransformer: LogsOperation<"DeleteTransformer"> = {
  access: on("DeleteTransformer"),

  run({ store }, { logGroupIdentifier }) {
    store.settings.transformers.delete(store.group(readGroupName(undefined, logGroupIdentifier)).name);
  },
};
