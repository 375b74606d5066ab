import {
  type CompositeAlarm,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  PutCompositeAlarmCommand,
  type PutCompositeAlarmCommandInput,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type StateValue,
} from "@aws-sdk/client-cloudwatch";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const advance = (ms: number): void => cloud.cloud.advanceClock(ms);

const putAlarm = (AlarmName: string, more: Partial<PutMetricAlarmCommandInput> = {}) =>
  cloud.cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      Namespace: AlarmName,
      MetricName: "m",
      Period: 60,
      EvaluationPeriods: 1,
      Statistic: "Sum",
      Threshold: 1,
      ComparisonOperator: "GreaterThanThreshold",
      ...more,
    }),
  );

const stateOf = async (name: string) => {
  const { MetricAlarms, CompositeAlarms } = await cloud.cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ["MetricAlarm", "CompositeAlarm"] }),
  );
  return [...(MetricAlarms ?? []), ...(CompositeAlarms ?? [])][0];
};

const toBecome = (name: string, value: StateValue) =>
  eventually(async () => {
    const alarm = await stateOf(name);
    return alarm?.StateValue === value ? alarm : undefined;
  });

const setState = (AlarmName: string, StateValue: StateValue) =>
  cloud.cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "by hand" }));

async function topicIntoQueue(
  name: string,
): Promise<{ topic: string; receive: () => Promise<Record<string, unknown>> }> {
  const { TopicArn: topic = "" } = await cloud.sns.send(new CreateTopicCommand({ Name: name }));
  const Policy = JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } });
  const { QueueUrl = "" } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { Policy } }));
  const { Attributes } = await cloud.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
  );
  await cloud.sns.send(
    new SubscribeCommand({
      TopicArn: topic,
      Protocol: "sqs",
      Endpoint: Attributes?.QueueArn,
      Attributes: { RawMessageDelivery: "true" },
    }),
  );
  const receive = async () => {
    const { Messages } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
    return JSON.parse(Messages?.[0]?.Body ?? "null") as Record<string, unknown>;
  };
  return { topic, receive };
}

describe("PutMetricAlarm", () => {
  it("raises an alarm when its metric crosses the threshold, tells its topic, and calms down again", async () => {
    const { topic, receive } = await topicIntoQueue("raised");
    await putAlarm("raised", { AlarmActions: [topic], TreatMissingData: "notBreaching" });
    await cloud.cloudwatch.send(
      new PutMetricDataCommand({ Namespace: "raised", MetricData: [{ MetricName: "m", Value: 5 }] }),
    );
    advance(61_000);

    const raised = await toBecome("raised", "ALARM");
    expect(raised.StateReason).toMatch(
      /^Threshold Crossed: 1 out of the last 1 datapoints \[5\.0 \(\d\d\/\d\d\/\d\d \d\d:\d\d:00\)\] was greater than the threshold \(1\.0\) \(minimum 1 datapoint for OK -> ALARM transition\)\.$/,
    );
    expect(await receive()).toMatchObject({
      AlarmName: "raised",
      NewStateValue: "ALARM",
      OldStateValue: "INSUFFICIENT_DATA",
      Region: "EU (Ireland)",
      AlarmActions: [topic],
      Trigger: { MetricName: "m", Namespace: "raised", StatisticType: "Statistic", Statistic: "SUM", Period: 60 },
    });

    advance(300_000);
    expect((await toBecome("raised", "OK")).StateReason).toBe(
      "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].",
    );
  });

  it("watches an expression", async () => {
    const stat = (Id: string, MetricName: string) => ({
      Id,
      ReturnData: false,
      MetricStat: { Metric: { Namespace: "expression", MetricName }, Period: 60, Stat: "Sum" },
    });
    await cloud.cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: "expression",
        EvaluationPeriods: 1,
        Threshold: 50,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        Metrics: [stat("a", "a"), stat("b", "b"), { Id: "e", Expression: "100*a/b" }],
      }),
    );
    const MetricData = [
      { MetricName: "a", Value: 1 },
      { MetricName: "b", Value: 2 },
    ];
    await cloud.cloudwatch.send(new PutMetricDataCommand({ Namespace: "expression", MetricData }));
    advance(61_000);

    expect((await toBecome("expression", "ALARM")).StateReason).toContain("[50.0 (");
  });

  it.each([
    [{ Period: 61 }],
    [{ EvaluationPeriods: 1441 }],
    [{ DatapointsToAlarm: 2 }],
    [{ TreatMissingData: "maybe" }],
    [{ AlarmActions: ["nothing"] }],
  ])("refuses %j", (more) => expect(putAlarm("refused", more)).rejects.toMatchObject({ name: "ValidationException" }));
});

describe("the suppressor of an alarm's actions", () => {
  const putComposite = (AlarmName: string, AlarmRule: string, more: Partial<PutCompositeAlarmCommandInput> = {}) =>
    cloud.cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule, ...more }));

  /** An alarm that is in ALARM, and one that may keep its actions back. */
  async function suppressed(name: string, rule: "TRUE" | "FALSE") {
    const { topic, receive } = await topicIntoQueue(name);
    await putComposite(`${name}-suppressor`, rule);
    await toBecome(`${name}-suppressor`, rule === "TRUE" ? "ALARM" : "OK");
    await putComposite(name, "TRUE", {
      AlarmActions: [topic],
      ActionsSuppressor: `${name}-suppressor`,
      ActionsSuppressorWaitPeriod: 120,
      ActionsSuppressorExtensionPeriod: 180,
    });
    await toBecome(name, "ALARM");
    const by = (reason: string | undefined) =>
      eventually(async () => {
        const alarm = (await stateOf(name)) as CompositeAlarm | undefined;
        return alarm?.ActionsSuppressedBy === reason ? (alarm?.ActionsSuppressedReason ?? "") : undefined;
      });
    return { by, receive };
  }

  it("is waited for, and then the actions are taken", async () => {
    const { by, receive } = await suppressed("waiting", "FALSE");

    expect(await by("WaitPeriod")).toBe("Actions suppressed by WaitPeriod");
    advance(120_000);

    expect(await receive()).toMatchObject({ AlarmName: "waiting", NewStateValue: "ALARM" });
    await by(undefined);
  });

  it("keeps them back for as long as it is in ALARM, and for a while after", async () => {
    const { by, receive } = await suppressed("kept", "TRUE");
    await by("Alarm");

    await setState("kept-suppressor", "OK");
    await by("ExtensionPeriod");
    advance(180_000);

    expect(await receive()).toMatchObject({ AlarmName: "kept", NewStateValue: "ALARM" });
  });

  it("may come while it is waited for, and then nothing is done when the period is over", async () => {
    const { by } = await suppressed("late", "FALSE");
    await by("WaitPeriod");

    await setState("late-suppressor", "ALARM");
    await by("Alarm");
    advance(120_000);

    await by("Alarm");
    const { AlarmHistoryItems } = await cloud.cloudwatch.send(
      new DescribeAlarmHistoryCommand({ AlarmName: "late", AlarmTypes: ["CompositeAlarm"], HistoryItemType: "Action" }),
    );
    expect(AlarmHistoryItems).toEqual([]);
  });
});

describe("DeleteAlarms", () => {
  const composite = (AlarmName: string, AlarmRule: string) =>
    cloud.cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule }));
  const remove = (...AlarmNames: string[]) => cloud.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames }));

  it("takes one composite alarm along with others, its children among them", async () => {
    await putAlarm("child");
    await putAlarm("stranger");
    await composite("parent", "ALARM(child)");

    await remove("stranger", "child", "parent");

    for (const name of ["stranger", "child", "parent"]) expect(await stateOf(name)).toBeUndefined();
  });

  it("refuses two composite alarms at once", async () => {
    await composite("first-composite", "TRUE");
    await composite("second-composite", "TRUE");

    await expect(remove("first-composite", "second-composite")).rejects.toMatchObject({ name: "ValidationException" });
  });
});

describe("PutCompositeAlarm", () => {
  it("follows its children", async () => {
    await putAlarm("one");
    await putAlarm("two");
    await cloud.cloudwatch.send(
      new PutCompositeAlarmCommand({ AlarmName: "both", AlarmRule: 'ALARM("one") AND NOT OK(two)' }),
    );
    expect((await toBecome("both", "OK")).StateValue).toBe("OK");

    await setState("one", "ALARM");

    expect((await toBecome("both", "ALARM")).StateReason).toMatch(
      /^arn:.*:alarm:one transitioned to ALARM at \w+ \d\d/,
    );
    await expect(cloud.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["one"] }))).rejects.toMatchObject({
      name: "ValidationException",
    });
  });

  it("leaves alarms alone that depend on themselves", async () => {
    const put = (AlarmName: string, AlarmRule: string) =>
      cloud.cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule }));
    await put("cycle-a", "FALSE");
    await toBecome("cycle-a", "OK");
    await put("cycle-b", "NOT ALARM(cycle-a)");
    await toBecome("cycle-b", "ALARM");

    await put("cycle-a", "ALARM(cycle-b)");
    await setState("cycle-b", "OK");
    await setState("cycle-b", "ALARM");

    expect((await stateOf("cycle-a"))?.StateValue).toBe("OK");
  });

  it("refuses rules that it cannot read and alarms that are not there", async () => {
    for (const AlarmRule of ["ALARM(", 'ALARM("nobody")', "MAYBE(one)"]) {
      await expect(
        cloud.cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName: "c", AlarmRule })),
      ).rejects.toMatchObject({ name: "ValidationException" });
    }
  });
});

describe("SetAlarmState and DescribeAlarmHistory", () => {
  it("changes the state and writes it down", async () => {
    await putAlarm("history");
    await setState("history", "ALARM");

    const { AlarmHistoryItems } = await cloud.cloudwatch.send(
      new DescribeAlarmHistoryCommand({ AlarmName: "history" }),
    );

    expect(AlarmHistoryItems?.map(({ HistoryItemType, HistorySummary }) => [HistoryItemType, HistorySummary])).toEqual([
      ["StateUpdate", "Alarm updated from INSUFFICIENT_DATA to ALARM"],
      ["ConfigurationUpdate", 'Alarm "history" created'],
    ]);
    await expect(setState("nobody", "OK")).rejects.toMatchObject({ name: "ResourceNotFound" });
  });
});

describe("DescribeAlarms and DescribeAlarmsForMetric", () => {
  it("find alarms by prefix, state and metric", async () => {
    await putAlarm("find-a");
    await putAlarm("find-b", { Namespace: "find-a" });
    await setState("find-b", "OK");
    const find = async (input: object) =>
      (await cloud.cloudwatch.send(new DescribeAlarmsCommand(input))).MetricAlarms?.map(({ AlarmName }) => AlarmName);

    expect(await find({ AlarmNamePrefix: "find-" })).toEqual(["find-a", "find-b"]);
    expect(await find({ AlarmNamePrefix: "find-", StateValue: "OK" })).toEqual(["find-b"]);
    const { MetricAlarms } = await cloud.cloudwatch.send(
      new DescribeAlarmsForMetricCommand({ Namespace: "find-a", MetricName: "m" }),
    );
    expect(MetricAlarms).toHaveLength(2);
  });
});

describe("DisableAlarmActions and EnableAlarmActions", () => {
  it("switch the actions off and on", async () => {
    await putAlarm("switched");
    const AlarmNames = ["switched"];

    await cloud.cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames }));
    expect((await stateOf("switched"))?.ActionsEnabled).toBe(false);
    await cloud.cloudwatch.send(new EnableAlarmActionsCommand({ AlarmNames }));
    expect((await stateOf("switched"))?.ActionsEnabled).toBe(true);
  });
});
