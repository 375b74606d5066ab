import { on } from "../access.ts";
import { invalidValue } from "../errors.ts";
import type { RdsOperation } from "../shapes.ts";
import { attributesOutput } from "./describe-db-snapshot-attributes.ts";
import { instanceSnapshot } from "./new-instance-snapshot.ts";

/** Kept and answered: nobody restores another account's snapshot here. @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSnapshotAttribute.html */
export const modifyDbSnapshotAttribute: RdsOperation<"ModifyDBSnapshotAttribute"> = {
  access: on("ModifyDBSnapshotAttribute", "snapshot", ({ DBSnapshotIdentifier: id }) => id),

  run({ store }, { DBSnapshotIdentifier, AttributeName, ValuesToAdd = [], ValuesToRemove = [] }) {
    const before = instanceSnapshot(store, DBSnapshotIdentifier);
    if (AttributeName !== "restore") throw invalidValue(`Invalid snapshot attribute: ${AttributeName}`);
    const kept = before.restorableBy.filter((account) => !ValuesToRemove.includes(account));
    const snapshot = { ...before, restorableBy: [...new Set([...kept, ...ValuesToAdd])] };

    store.put("snapshot", snapshot.id, snapshot);
    return attributesOutput(snapshot);
  },
};
