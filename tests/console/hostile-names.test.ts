import { CreateTableCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateVpcCommand } from "@aws-sdk/client-ec2";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../support/cloud.ts";
import { root } from "../support/program.ts";
import { describeInBrowser, openBrowser, openConsole } from "./browser.ts";

const evil = "<img src=x onerror=\"document.title='owned'\">";

let cloud: TestCloud;
let browser: Browser;

describeInBrowser("what comes from the cloud", () => {
  beforeAll(async () => {
    browser = await openBrowser();
    cloud = await startTestCloud({ consoleFolder: `${root}packages/cli/dist/console` });
    await cloud.s3.send(new CreateBucketCommand({ Bucket: "evil" }));
    await cloud.s3.send(new PutObjectCommand({ Bucket: "evil", Key: `${evil}.txt`, Body: evil }));
    await cloud.ec2.send(
      new CreateVpcCommand({
        CidrBlock: "10.9.0.0/16",
        TagSpecifications: [{ ResourceType: "vpc", Tags: [{ Key: "Name", Value: evil }] }],
      }),
    );
    const records = {
      "rows.csv": `a,b\n"${evil.replaceAll('"', '""')}",2\n`,
      "rows.json": JSON.stringify([{ [evil]: 1 }, { a: evil }]),
      "rows.xml": `<r><o><![CDATA[${evil}]]></o><o a='${evil.replaceAll("'", "&apos;")}'>x</o></r>`,
    };
    for (const [Key, Body] of Object.entries(records)) {
      await cloud.s3.send(new PutObjectCommand({ Bucket: "evil", Key, Body }));
    }
    const page =
      '<script>fetch("/_millrace/place", {headers: {"x-millrace-console": "1"}}).then((r) => {document.title = r.status}, () => {document.title = "refused"})</script>';
    await cloud.s3.send(
      new PutObjectCommand({ Bucket: "evil", Key: "page.html", Body: page, ContentType: "text/html" }),
    );
    await cloud.dynamodb.send(
      new CreateTableCommand({
        TableName: "evil",
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
      }),
    );
    await cloud.dynamodb.send(
      new PutItemCommand({ TableName: "evil", Item: { id: { S: evil }, [evil]: { S: evil } } }),
    );
    const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "evil" }));
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: evil }));
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
  });

  it("is shown as text, whatever is in it", async () => {
    const { page } = await openConsole(browser, cloud.cloud.endpoint);

    for (const path of [
      "buckets/evil",
      `buckets/evil/${encodeURIComponent(`${evil}.txt`)}`,
      "buckets/evil/rows.csv",
      "buckets/evil/rows.json",
      "buckets/evil/rows.xml",
      "tables/evil",
      "network",
      `network/${encodeURIComponent(evil)}/s3`,
      `databases/${encodeURIComponent(evil)}`,
    ]) {
      await page.goto(`${cloud.cloud.endpoint}/_console/#/${path}`);
      await page.locator("main").getByText("<img src=x").first().waitFor();
    }
    await page.goto(`${cloud.cloud.endpoint}/_console/#/messages`);
    await page.getByText("evil").click();
    await page.getByRole("button", { name: "Look" }).click();
    await page.getByText("<img src=x").waitFor();

    expect(await page.locator("img").count()).toBe(0);
    expect(await page.title()).toContain("Millrace");
    await page.close();
  });

  it("cannot act as the console when it is a page itself", async () => {
    const page = await browser.newPage();
    const { url } = (await (
      await fetch(`${cloud.cloud.endpoint}/_millrace/presign`, {
        method: "POST",
        headers: { "x-millrace-console": "1", "content-type": "application/json" },
        body: JSON.stringify({ bucket: "evil", key: "page.html", region: "eu-west-1" }),
      })
    ).json()) as { url: string };

    await page.goto(cloud.cloud.endpoint + url);
    await page.waitForFunction("document.title !== ''");

    expect(await page.title()).toBe("refused");
    await page.close();
  });

  it("cannot be framed", async () => {
    const { headers } = await fetch(`${cloud.cloud.endpoint}/_console/`);

    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});
