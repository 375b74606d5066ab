import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { CreateStateMachineCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../support/cloud.ts";
import { root } from "../support/program.ts";
import { describeInBrowser, openBrowser, openConsole } from "./browser.ts";

let cloud: TestCloud;
let browser: Browser;

describeInBrowser("redriving in the console", () => {
  beforeAll(async () => {
    browser = await openBrowser();
    cloud = await startTestCloud({ consoleFolder: `${root}packages/cli/dist/console` });
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
  });

  it("runs a failed execution again from where it failed", async () => {
    const { stateMachineArn, executionArn } = await startFailing();
    const { page, mistakes } = await openConsole(browser, cloud.cloud.endpoint);
    await page.getByLabel("Region").selectOption("eu-west-1");
    const path = [stateMachineArn, executionArn].map(encodeURIComponent).join("/");
    await page.goto(`${cloud.cloud.endpoint}/_console/#/workflows/${path}`);

    await page.getByRole("button", { name: "Redrive" }).click();
    await page.getByText("1 time", { exact: true }).waitFor();

    await page.getByText("FAILED").first().waitFor();
    expect(mistakes).toEqual([]);
    await page.close();
  });

  it("sends dead letters back to the queue that they come from", async () => {
    const { queue, deadLetters } = await makeQueues();
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: "refused by all" }));
    const { page, mistakes } = await openConsole(browser, cloud.cloud.endpoint);
    await page.getByLabel("Region").selectOption("eu-west-1");
    const show = (url: string) => page.goto(`${cloud.cloud.endpoint}/_console/#/messages/${encodeURIComponent(url)}`);

    // Looking counts as receiving, and this queue gives a message to nobody twice.
    await show(queue);
    await page.getByRole("button", { name: "Look" }).click();
    await page.getByText("refused by all").waitFor();
    await page.getByRole("button", { name: "Look" }).click();
    await page.getByText("No message waits.").waitFor();
    await show(deadLetters);
    await page.getByRole("button", { name: "Redrive" }).click();
    await page.locator(".facts").getByText("0", { exact: true }).first().waitFor();

    await expect.poll(() => waiting(queue)).toBe("1");
    expect(await waiting(deadLetters)).toBe("0");
    expect(mistakes).toEqual([]);
    await page.close();
  });
});

async function startFailing() {
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "states.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  const { Role } = await cloud.iam.send(
    new CreateRoleCommand({ RoleName: "failing", AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  const definition = JSON.stringify({ StartAt: "Never", States: { Never: { Type: "Fail", Error: "Never" } } });
  const { stateMachineArn } = await cloud.states.send(
    new CreateStateMachineCommand({ name: "failing", definition, roleArn: Role?.Arn }),
  );
  const { executionArn } = await cloud.states.send(new StartExecutionCommand({ stateMachineArn }));
  return { stateMachineArn: String(stateMachineArn), executionArn: String(executionArn) };
}

async function makeQueues() {
  const make = async (QueueName: string, Attributes = {}) =>
    String((await cloud.sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl);
  const deadLetters = await make("dead");
  const deadLetterTargetArn = await attribute(deadLetters, "QueueArn");
  const queue = await make("live", { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) });
  return { queue, deadLetters };
}

const waiting = (queue: string) => attribute(queue, "ApproximateNumberOfMessages");

async function attribute(QueueUrl: string, name: "QueueArn" | "ApproximateNumberOfMessages") {
  const { Attributes } = await cloud.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] }));
  return Attributes?.[name];
}
