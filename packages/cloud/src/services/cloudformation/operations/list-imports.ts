import { pageOf } from "../../../kernel/paging.ts";
import { onEverything } from "../access.ts";
import { findExport } from "../engine/deployment.ts";
import { validation } from "../errors.ts";
import { importersOf } from "../exports.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export const listImports: StackOperation<"ListImports"> = {
  access: onEverything("ListImports"),

  run({ store }, input) {
    const { ExportName: name = "" } = input;
    if (findExport(store, name) === undefined) throw validation(`Export '${name}' does not exist.`);
    const importers = importersOf(store, name).sort();
    if (importers.length === 0) throw validation(`Export '${name}' is not imported by any stack.`);
    const { items, next } = pageOf(importers, { token: input.NextToken, max: 100, idOf: (stack) => stack });
    return { Imports: items, NextToken: next };
  },
};
