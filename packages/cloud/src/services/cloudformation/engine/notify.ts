import { parseArn } from "@millrace/core";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Principal } from "../../../kernel/principal.ts";
import type { StackEvent } from "../model.ts";
import type { StackStore } from "../store.ts";

export const notifyJob = "notify";

interface Notice {
  readonly topicArn: string;
  readonly event: Omit<StackEvent, "sequence">;
  /** Whoever works on the stack tells of it. */
  readonly principal: Principal;
}

/** Sends one event of a stack to a topic, as text of names and quoted values. */
export const notify: JobHandler<StackStore> = {
  laneConcurrencyMax: 1,
  async run(call, job) {
    const { topicArn, event, principal } = job.payload as Notice;
    const { region = call.region, account = call.account } = parseArn(topicArn) ?? {};
    const input = { TopicArn: topicArn, Subject: "AWS CloudFormation Notification", Message: textOf(event, account) };
    // Whoever takes the topic away gets no word; the stack does not wait for it.
    await call.aws.call("sns", "Publish", input, { principal, region, account }).catch(() => undefined);
    return "done";
  },
};

const textOf = (event: Notice["event"], account: string): string =>
  Object.entries({
    StackId: event.stackId,
    Timestamp: new Date(event.at).toISOString(),
    EventId: event.id,
    LogicalResourceId: event.logicalId,
    Namespace: account,
    PhysicalResourceId: event.physicalId,
    ResourceProperties: event.properties ?? "null",
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason ?? "",
    ResourceType: event.type,
    StackName: event.stackName,
    ClientRequestToken: event.token ?? "null",
  })
    .map(([name, value]) => `${name}='${value}'\n`)
    .join("");
