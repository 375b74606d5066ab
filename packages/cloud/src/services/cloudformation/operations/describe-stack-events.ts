import { onStack } from "../access.ts";
import { bracketedStackMissing, validation } from "../errors.ts";
import type { StackEvent } from "../model.ts";
import { eventOutput } from "../outputs.ts";
import type { StackOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export const describeStackEvents: StackOperation<"DescribeStackEvents"> = {
  access: onStack("DescribeStackEvents"),

  run({ store }, input) {
    const { StackName: name } = input;
    if (name === undefined)
      throw validation(
        "1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null",
      );
    const stack = store.stack(name, bracketedStackMissing);
    const events: StackEvent[] = [];
    const before = input.NextToken === undefined ? undefined : Number(input.NextToken);
    for (const event of store.events(stack.id, before)) {
      if (events.length === pageMax) break;
      events.push(event);
    }
    const last = events.at(-1)?.sequence ?? 1;
    return { StackEvents: events.map(eventOutput), NextToken: last > 1 ? String(last) : undefined };
  },
};
