import { on } from "../access.ts";
import { instanceRole } from "../errors.ts";
import type { RdsOperation } from "../shapes.ts";
import { withoutRole } from "./associated-roles.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RemoveRoleFromDBInstance.html */
export const removeRoleFromDbInstance: RdsOperation<"RemoveRoleFromDBInstance"> = {
  access: on("RemoveRoleFromDBInstance", "db", ({ DBInstanceIdentifier: id }) => id),

  run({ store }, { DBInstanceIdentifier, RoleArn = "", FeatureName }) {
    const instance = store.instance(DBInstanceIdentifier);
    const roles = withoutRole(instance, { RoleArn, FeatureName }, instanceRole(instance.DBInstanceIdentifier));

    store.putInstance({ ...instance, roles });
  },
};
