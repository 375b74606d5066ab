/** Any operation of any service. https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html */
export interface UniversalTarget {
  readonly service: string;
  readonly action: string;
}

/** What `arn:aws:scheduler:::aws-sdk:sqs:sendMessage` names; undefined for targets of their own kind. */
export function universalTarget(arn: string): UniversalTarget | undefined {
  const [, service, action] = /^arn:[\w-]+:scheduler:::aws-sdk:([\w-]+):(\w+)$/.exec(arn) ?? [];
  return service === undefined || action === undefined ? undefined : { service, action };
}
