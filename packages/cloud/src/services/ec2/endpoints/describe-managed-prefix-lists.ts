import type { ManagedPrefixList } from "@aws-sdk/client-ec2";
import { onAnything } from "../access.ts";
import { type Filters, matchesAll } from "../filters.ts";
import type { Ec2Operation } from "../shapes.ts";
import { prefixLists } from "./prefix-lists.ts";

const filters: Filters<ManagedPrefixList> = {
  "owner-id": ({ OwnerId }) => OwnerId,
  "prefix-list-id": ({ PrefixListId }) => PrefixListId,
  "prefix-list-name": ({ PrefixListName }) => PrefixListName,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeManagedPrefixLists.html */
export const describeManagedPrefixLists: Ec2Operation<"DescribeManagedPrefixLists"> = {
  access: onAnything("DescribeManagedPrefixLists"),

  run({ region }, { PrefixListIds, Filters = [] }) {
    const lists: ManagedPrefixList[] = prefixLists(region).map(({ PrefixListId, PrefixListName }) => ({
      PrefixListId,
      PrefixListName,
      PrefixListArn: `arn:aws:ec2:${region}:aws:prefix-list/${PrefixListId}`,
      AddressFamily: "IPv4",
      State: "create-complete",
      OwnerId: "AWS",
      Tags: [],
    }));
    return {
      PrefixLists: lists.filter(
        (list) =>
          (PrefixListIds ?? [list.PrefixListId]).includes(list.PrefixListId) && matchesAll(list, Filters, filters),
      ),
    };
  },
};
