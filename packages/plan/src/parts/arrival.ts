import { type Drawing, hasFileFunction, ids, named, ref } from "../drawing.ts";
import { express, text } from "../expression.ts";
import type { Part, QueuePart, RulePart } from "../plan.ts";
import { failedEvents } from "./notices.ts";

/** Events come late, and sometimes never: as often as this, bucket and ledger are compared. */
const sweepSchedule = "rate(1 hour)";

/** What brings files to whoever reads them, and what keeps an event that nobody could work off. */
export function arrivalOf(drawing: Drawing): readonly Part[] {
  const isByRule = drawing.pipeline.source.events === "eventbridge";
  const rules = [...(isByRule ? [arrivalRule(drawing)] : []), sweepRule];
  return [failedEvents(rules.map(sender)), ...rules];
}

function arrivalRule({ pipeline }: Drawing): RulePart {
  return {
    kind: "rule",
    id: ids.arrival,
    name: named("files"),
    says: `Files of ${pipeline.name} have arrived`,
    when: {
      pattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: {
          bucket: { name: [express(text`${{ parameter: "bucketName" }}`)] },
          object: { key: [{ prefix: pipeline.source.prefix }] },
        },
      },
    },
    target: hasFileFunction(pipeline)
      ? { kind: "function", part: ids.file, sid: "LetTheRuleStartTheFunction" }
      : { kind: "workflow", part: ids.workflow, sid: "StartTheWorkflow" },
    failures: ref(ids.failedEvents, "arn"),
  };
}

const sweepRule: RulePart = {
  kind: "rule",
  id: ids.sweepRule,
  name: named("sweep"),
  says: "Files whose event was lost are looked for",
  when: { schedule: sweepSchedule },
  target: { kind: "function", part: ids.sweep, sid: "LetTheScheduleStartTheFunction" },
  failures: ref(ids.failedEvents, "arn"),
};

const sender = ({ id }: RulePart): QueuePart["senders"][number] => ({
  sid: `TakeWhat${id}CouldNotDeliver`,
  service: "events.amazonaws.com",
  source: text`${ref(id, "arn")}`,
});
