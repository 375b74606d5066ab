import { badRequest } from "../errors.ts";
import type { RdsDataOperation } from "../shapes.ts";

/**
 * Was given up: clusters of today have none of it.
 * @see https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteSql.html
 */
export const executeSql: RdsDataOperation<"ExecuteSql"> = {
  access: ({ dbClusterOrInstanceArn }) => ({ action: "rds-data:ExecuteSql", resource: dbClusterOrInstanceArn ?? "*" }),

  run() {
    throw badRequest("The ExecuteSql operation isn't supported: use BatchExecuteStatement or ExecuteStatement.");
  },
};
