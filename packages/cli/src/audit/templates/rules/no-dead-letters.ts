import { type AuditedResource, type AuditedTemplate, memberOf, objectsOf, ofType } from "../audited-template.ts";
import { functionOf, resourceOf } from "../names.ts";
import type { TemplateRule } from "../template-rule.ts";

const asynchronous = /^(s3|sns|events|scheduler|ses|iot|logs)\.amazonaws\.com$/;

export const noDeadLetters: TemplateRule = {
  level: "warning",
  title: "What cannot be delivered or processed is dropped without a trace",
  why: "After the last attempt an event is gone, and nobody learns of it",
  wayOut: "send it to a queue: RedrivePolicy of a queue, DeadLetterConfig of a function or a target",
  alsoKnownAs: ["CKV_AWS_116", "AwsSolutions-SQS3"],

  *find(template) {
    for (const queue of ofType(template, "AWS::SQS::Queue")) {
      const isRead = ofType(template, "AWS::Lambda::EventSourceMapping").some(
        ({ properties }) => resourceOf(template, properties["EventSourceArn"]) === queue,
      );
      if (isRead && queue.properties["RedrivePolicy"] === undefined) {
        yield { at: queue.id, says: "a function reads the queue, and it has no RedrivePolicy" };
      }
    }
    for (const [resource, principal] of calledByEvents(template)) {
      if (!keepsFailures(template, resource)) {
        yield { at: resource.id, says: `${principal} invokes it, and it has neither DeadLetterConfig nor OnFailure` };
      }
    }
    for (const rule of ofType(template, "AWS::Events::Rule")) {
      const bare = objectsOf(rule.properties["Targets"]).filter(({ DeadLetterConfig: queue }) => queue === undefined);
      for (const { Id: id } of bare) yield { at: rule.id, says: `the target ${String(id)} has no DeadLetterConfig` };
    }
  },
};

function calledByEvents(template: AuditedTemplate): ReadonlyMap<AuditedResource, string> {
  return new Map(
    ofType(template, "AWS::Lambda::Permission").flatMap(({ properties }) => {
      const principal = String(properties["Principal"]);
      const called = asynchronous.test(principal) ? functionOf(template, properties["FunctionName"]) : undefined;
      return called === undefined ? [] : [[called, principal] as const];
    }),
  );
}

const keepsFailures = (template: AuditedTemplate, resource: AuditedResource): boolean =>
  resource.properties["DeadLetterConfig"] !== undefined ||
  ofType(template, "AWS::Lambda::EventInvokeConfig").some(
    ({ properties }) =>
      functionOf(template, properties["FunctionName"]) === resource &&
      memberOf(properties, "DestinationConfig.OnFailure") !== undefined,
  );
