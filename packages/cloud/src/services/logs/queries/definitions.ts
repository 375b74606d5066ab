import { notFound } from "../errors.ts";
import type { LogsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
export const putQueryDefinition: LogsOperation<"PutQueryDefinition"> = {
  access: () => ({ action: "logs:PutQueryDefinition", resource: "*" }),

  run({ store, ids, clock }, { clientToken: _, ...input }) {
    const { definitions } = store.settings;
    if (input.queryDefinitionId !== undefined && !definitions.has(input.queryDefinitionId)) {
      throw notFound("The specified query definition does not exist.");
    }
    const id = input.queryDefinitionId ?? ids.uuid();

    definitions.put(id, { ...input, id, modifiedAt: clock.now() });
    return { queryDefinitionId: id };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueryDefinitions.html */
export const describeQueryDefinitions: LogsOperation<"DescribeQueryDefinitions"> = {
  access: () => ({ action: "logs:DescribeQueryDefinitions", resource: "*" }),

  run({ store }, { queryDefinitionNamePrefix = "", maxResults = 1000 }) {
    const all = [...store.settings.definitions.list()].filter(({ name }) => name.startsWith(queryDefinitionNamePrefix));
    all.sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      queryDefinitions: all.slice(0, maxResults).map(({ id, name, queryString, logGroupNames, modifiedAt }) => ({
        queryLanguage: "CWLI" as const,
        queryDefinitionId: id,
        name,
        queryString,
        lastModified: modifiedAt,
        logGroupNames: logGroupNames ?? [],
      })),
    };
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteQueryDefinition.html */
export const deleteQueryDefinition: LogsOperation<"DeleteQueryDefinition"> = {
  access: () => ({ action: "logs:DeleteQueryDefinition", resource: "*" }),

  run({ store }, { queryDefinitionId }) {
    if (!store.settings.definitions.delete(queryDefinitionId)) {
      throw notFound("The specified query definition does not exist.");
    }
    return { success: true };
  },
};
