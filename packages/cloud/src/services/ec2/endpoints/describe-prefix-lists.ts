import type { PrefixList } from "@aws-sdk/client-ec2";
import { onAnything } from "../access.ts";
import { type Filters, matchesAll } from "../filters.ts";
import type { Ec2Operation } from "../shapes.ts";
import { prefixLists } from "./prefix-lists.ts";

const filters: Filters<PrefixList> = {
  "prefix-list-id": ({ PrefixListId }) => PrefixListId,
  "prefix-list-name": ({ PrefixListName }) => PrefixListName,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html */
export const describePrefixLists: Ec2Operation<"DescribePrefixLists"> = {
  access: onAnything("DescribePrefixLists"),

  run({ region }, { PrefixListIds, Filters = [] }) {
    const lists = prefixLists(region);
    return {
      PrefixLists: lists.filter(
        (list) =>
          (PrefixListIds ?? [list.PrefixListId]).includes(list.PrefixListId) && matchesAll(list, Filters, filters),
      ),
    };
  },
};
