import { onStack } from "../access.ts";
import { validation } from "../errors.ts";
import { eventOutput } from "../outputs.ts";
import type { StackOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html */
export const describeEvents: StackOperation<"DescribeEvents"> = {
  access: onStack("DescribeEvents"),

  run({ store }, input) {
    if (input.StackName === undefined) throw validation("StackName must be specified.");
    const stack = store.stack(input.StackName);
    const before = input.NextToken === undefined ? undefined : Number(input.NextToken);
    const events = [...store.events(stack.id, before)].filter(
      ({ status }) => input.Filters?.FailedEvents !== true || status.endsWith("_FAILED"),
    );
    const page = events.slice(0, pageMax);
    const last = page.at(-1)?.sequence;
    return {
      OperationEvents: page.map((event) => {
        const { ClientRequestToken, StackName: _, ...output } = eventOutput(event);
        return { ...output, EventType: "STACK_EVENT" as const, ClientRequestToken };
      }),
      NextToken: events.length > pageMax && last !== undefined ? String(last) : undefined,
    };
  },
};
