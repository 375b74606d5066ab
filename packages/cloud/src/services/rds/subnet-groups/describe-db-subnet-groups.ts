import { on } from "../access.ts";
import { notFound } from "../errors.ts";
import { select } from "../filters.ts";
import { lower } from "../model.ts";
import type { RdsOperation } from "../shapes.ts";
import { subnetGroupOutput } from "./subnet-group-output.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSubnetGroups.html */
export const describeDbSubnetGroups: RdsOperation<"DescribeDBSubnetGroups"> = {
  access: on("DescribeDBSubnetGroups", "subgrp", ({ DBSubnetGroupName: id }) => id),

  run({ store }, { DBSubnetGroupName, ...wanted }) {
    const group = store.find("subgrp", lower(DBSubnetGroupName));
    if (DBSubnetGroupName !== undefined && group === undefined) throw notFound.subnetGroup(DBSubnetGroupName);
    const found = group === undefined ? store.list("subgrp") : [group];
    const { items, Marker } = select(found, { ...wanted, idOf: ({ DBSubnetGroupName: name }) => name });
    return { DBSubnetGroups: items.map(subnetGroupOutput), Marker };
  },
};
