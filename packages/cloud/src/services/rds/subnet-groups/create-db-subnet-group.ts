import { on } from "../access.ts";
import { exists, invalidValue, missingParameter } from "../errors.ts";
import { arnOf, lower } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { checkedSubnets } from "./checked-subnets.ts";
import { subnetGroupOutput } from "./subnet-group-output.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html */
export const createDbSubnetGroup: RdsOperation<"CreateDBSubnetGroup"> = {
  access: on("CreateDBSubnetGroup", "subgrp", ({ DBSubnetGroupName: id }) => id),

  async run(call, { DBSubnetGroupName, DBSubnetGroupDescription, SubnetIds = [], Tags = [] }) {
    const { store } = call;
    const name = lower(DBSubnetGroupName);
    if (!/^[a-z0-9 ._-]{1,255}$/.test(name) || name === "default") {
      throw invalidValue(`The parameter DBSubnetGroupName is not valid: ${DBSubnetGroupName}`);
    }
    if (DBSubnetGroupDescription === undefined) throw missingParameter("DBSubnetGroupDescription");
    const checked = await checkedSubnets(call, SubnetIds);
    if (store.find("subgrp", name) !== undefined) throw exists.subnetGroup(name);

    const DBSubnetGroupArn = arnOf(store.scope, "subgrp", name);
    const group = { DBSubnetGroupName: name, DBSubnetGroupDescription, DBSubnetGroupArn, ...checked, tags: Tags };
    store.put("subgrp", name, group);
    return { DBSubnetGroup: subnetGroupOutput(group) };
  },
};
