import { memberOf, objectsOf, ofType } from "../audited-template.ts";
import { functionOf } from "../names.ts";
import type { TemplateRule } from "../template-rule.ts";

export const missingPermission: TemplateRule = {
  level: "error",
  title: "Nothing allows a bucket or a rule to invoke its function",
  why: "S3 refuses the notification when the stack is deployed; EventBridge drops every event",
  wayOut: "add an AWS::Lambda::Permission for the service with SourceArn, and for a bucket DependsOn it",
  alsoKnownAs: ["E3663"],

  *find(template) {
    const permissions = ofType(template, "AWS::Lambda::Permission");
    const isAllowed = (id: string, service: string): boolean =>
      permissions.some(
        ({ properties }) =>
          functionOf(template, properties["FunctionName"])?.id === id && properties["Principal"] === service,
      );
    const callers = [
      {
        type: "AWS::S3::Bucket",
        path: "NotificationConfiguration.LambdaConfigurations",
        arn: "Function",
        service: "s3.amazonaws.com",
      },
      { type: "AWS::Events::Rule", path: "Targets", arn: "Arn", service: "events.amazonaws.com" },
    ];
    for (const { type, path, arn, service } of callers) {
      for (const { id, properties } of ofType(template, type)) {
        for (const target of objectsOf(memberOf(properties, path))) {
          const called = functionOf(template, target[arn]);
          if (called !== undefined && !isAllowed(called.id, service)) {
            yield { at: id, says: `${service} may not invoke ${called.id}` };
          }
        }
      }
    }
  },
};
