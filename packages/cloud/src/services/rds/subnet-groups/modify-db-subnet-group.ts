import { on } from "../access.ts";
import { notFound } from "../errors.ts";
import { lower } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { checkedSubnets } from "./checked-subnets.ts";
import { subnetGroupOutput } from "./subnet-group-output.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html */
export const modifyDbSubnetGroup: RdsOperation<"ModifyDBSubnetGroup"> = {
  access: on("ModifyDBSubnetGroup", "subgrp", ({ DBSubnetGroupName: id }) => id),

  async run(call, { DBSubnetGroupName, DBSubnetGroupDescription, SubnetIds = [] }) {
    const { store } = call;
    const checked = await checkedSubnets(call, SubnetIds);
    const name = lower(DBSubnetGroupName);
    const before = store.find("subgrp", name);
    if (before === undefined) throw notFound.subnetGroup(name);
    const group = {
      ...before,
      ...checked,
      DBSubnetGroupDescription: DBSubnetGroupDescription ?? before.DBSubnetGroupDescription,
    };

    store.put("subgrp", name, group);
    return { DBSubnetGroup: subnetGroupOutput(group) };
  },
};
