import { on } from "../access.ts";
import { instanceRole } from "../errors.ts";
import type { RdsOperation } from "../shapes.ts";
import { withRole } from "./associated-roles.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AddRoleToDBInstance.html */
export const addRoleToDbInstance: RdsOperation<"AddRoleToDBInstance"> = {
  access: (input, scope) => [
    on<typeof input>("AddRoleToDBInstance", "db", ({ DBInstanceIdentifier: id }) => id)(input, scope),
    { action: "iam:PassRole", resource: input.RoleArn, context: { "iam:PassedToService": "rds.amazonaws.com" } },
  ],

  run({ store }, { DBInstanceIdentifier, RoleArn = "", FeatureName }) {
    const instance = store.instance(DBInstanceIdentifier);
    const roles = withRole(instance, { RoleArn, FeatureName }, instanceRole(instance.DBInstanceIdentifier));

    store.putInstance({ ...instance, roles });
  },
};
