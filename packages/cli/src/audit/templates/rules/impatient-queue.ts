import { ofType } from "../audited-template.ts";
import { functionOf, resourceOf } from "../names.ts";
import type { TemplateRule } from "../template-rule.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/API_CreateFunction.html, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const timeoutDefault = 3;
const visibilityDefault = 30;

export const impatientQueue: TemplateRule = {
  level: "error",
  title: "A queue hands a message out again while its function may still be working on it",
  why: "CreateEventSourceMapping refuses it: Queue visibility timeout is less than Function timeout",
  wayOut: "make VisibilityTimeout of the queue six times the function's Timeout",
  alsoKnownAs: ["E3505"],

  *find(template) {
    for (const { properties } of ofType(template, "AWS::Lambda::EventSourceMapping")) {
      const queue = resourceOf(template, properties["EventSourceArn"]);
      const reader = functionOf(template, properties["FunctionName"]);
      if (queue?.type !== "AWS::SQS::Queue" || reader === undefined) continue;
      const visible = Number(queue.properties["VisibilityTimeout"] ?? visibilityDefault);
      const timeout = Number(reader.properties["Timeout"] ?? timeoutDefault);
      if (visible < timeout)
        yield { at: queue.id, says: `it waits ${visible} s, and ${reader.id} may take ${timeout} s` };
    }
  },
};
