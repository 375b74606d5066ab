import { valueAt } from "../../../inputs/json-path.ts";
import { fillTemplate } from "../../../inputs/template.ts";
import type { QueuedDelivery } from "./jobs.ts";

/** What a target is given: the event, a part of it, something made out of it, or something else altogether. */
export function targetInput({ target, event, ruleArn, ruleName, receivedAt }: QueuedDelivery): string {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(valueAt(InputPath, event) ?? null);
  if (InputTransformer === undefined) return JSON.stringify(event);
  const paths = InputTransformer.InputPathsMap ?? {};
  const { detail: _, ...withoutDetail } = event;
  const reserved: Readonly<Record<string, unknown>> = {
    "aws.events.rule-arn": ruleArn,
    "aws.events.rule-name": ruleName,
    "aws.events.event.ingestion-time": new Date(receivedAt).toISOString(),
    "aws.events.event": withoutDetail,
    "aws.events.event.json": event,
  };
  return fillTemplate(InputTransformer.InputTemplate ?? "", (name) => {
    if (Object.hasOwn(reserved, name)) return { value: reserved[name] };
    const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
    return path === undefined ? undefined : { value: valueAt(path, event) };
  });
}
