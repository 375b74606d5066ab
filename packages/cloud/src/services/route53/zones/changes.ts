import type { ChangeInfo } from "@aws-sdk/client-route-53";
import type { Call } from "../../../kernel/operation.ts";
import type { Change } from "../model.ts";
import type { Route53Store } from "../store.ts";
import { newId } from "./new-zone.ts";

/** Notes that something was changed. Who asked learns only by GetChange that it is known everywhere. */
export function noteChange({ store, ids, clock }: Call<Route53Store>, comment?: string): ChangeInfo {
  const change: Change = { id: newId(ids, "C"), submittedAt: clock.now(), comment };
  store.changes.put(change.id, change);
  return { ...changeOutput(change), Status: "PENDING" };
}

export const changeOutput = ({ id, submittedAt, comment }: Change): ChangeInfo => ({
  Id: `/change/${id}`,
  Status: "INSYNC",
  SubmittedAt: new Date(submittedAt),
  ...(comment !== undefined && { Comment: comment }),
});
