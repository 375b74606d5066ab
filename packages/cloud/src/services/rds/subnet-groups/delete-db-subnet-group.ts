import { on } from "../access.ts";
import { notFound, subnetGroupState } from "../errors.ts";
import { lower } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBSubnetGroup.html */
export const deleteDbSubnetGroup: RdsOperation<"DeleteDBSubnetGroup"> = {
  access: on("DeleteDBSubnetGroup", "subgrp", ({ DBSubnetGroupName: id }) => id),

  run({ store }, { DBSubnetGroupName }) {
    const name = lower(DBSubnetGroupName);
    if (store.find("subgrp", name) === undefined) throw notFound.subnetGroup(name);
    const user = [...store.list("cluster"), ...store.list("db")].find(({ subnetGroup }) => subnetGroup === name);
    if (user !== undefined) {
      const what = "DbiResourceId" in user ? user.DBInstanceIdentifier : user.DBClusterIdentifier;
      throw subnetGroupState(
        `Cannot delete the subnet group '${name}' because at least one database instance: ${what} is still using it.`,
      );
    }

    store.delete("subgrp", name);
  },
};
