import type { Pattern } from "../../../patterns/pattern.ts";
import { PatternAutomaton } from "../../../patterns/pattern-automaton.ts";
import { onEverything } from "../access.ts";
import { notValid } from "../errors.ts";
import { checkPattern } from "../rules/check-rule.ts";
import type { EventsOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html, but resources, observed on AWS */
const required = ["id", "detail-type", "source", "account", "time", "region"];

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
export const testEventPattern: EventsOperation<"TestEventPattern"> = {
  access: onEverything("TestEventPattern"),

  run(_, { EventPattern = "", Event = "" }) {
    const event = readEvent(Event);
    checkPattern(EventPattern);
    return { Result: new PatternAutomaton([JSON.parse(EventPattern) as Pattern]).match(event).length > 0 };
  },
};

/** Throws ValidationException for what is no event. */
function readEvent(text: string): Record<string, unknown> {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    throw notValid("Event");
  }
  const isEvent =
    typeof event === "object" &&
    event !== null &&
    !Array.isArray(event) &&
    required.every((name) => Object.hasOwn(event as object, name));
  if (!isEvent) throw notValid("Event");
  return event as Record<string, unknown>;
}
