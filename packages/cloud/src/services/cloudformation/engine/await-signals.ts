import { isObject } from "../../../sdk-calls/json.ts";
import { resourceToken } from "../signals/tokens.ts";
import type { ResourceDeclaration } from "../templates/template.ts";
import { toText } from "../templates/text.ts";
import { PlainFailure } from "./failure-reason.ts";
import type { Work } from "./work.ts";

/**
 * Waits for the signals that the resource's creation policy wants.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-creationpolicy.html
 */
export async function awaitSignals(work: Work, { creationPolicy }: ResourceDeclaration): Promise<void> {
  const wanted = isObject(creationPolicy) ? creationPolicy["ResourceSignal"] : undefined;
  if (!isObject(wanted)) return;
  const count = Number(wanted["Count"] ?? 1);
  const timeoutMs = durationMs(toText(wanted["Timeout"] ?? "PT5M"));
  const token = resourceToken(work.stack.id, work.logicalId);
  await work.until(
    async () => {
      const signals = work.call.store.signals(token);
      const failed = signals.filter(({ isSuccess }) => !isSuccess);
      if (failed.length > 0) throw new PlainFailure(`Received ${failed.length} FAILURE signal(s) out of ${count}.`);
      return signals.length >= count ? signals : undefined;
    },
    { timeoutMs },
  );
}

/** Of an ISO 8601 duration of hours, minutes and seconds. */
function durationMs(text: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
