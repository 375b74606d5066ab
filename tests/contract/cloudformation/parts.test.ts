import {
  DescribeStackResourceCommand,
  ListExportsCommand,
  ListImportsCommand,
  SignalResourceCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import {
  createStack,
  deleteStack,
  eventsOf,
  outputsOf,
  stackEvents,
  type Template,
  updateStack,
} from "../../support/stacks.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.s3.send(new CreateBucketCommand({ Bucket: "templates" }));
});
afterAll(() => cloud.stop());

async function store(Key: string, template: Template): Promise<string> {
  await cloud.s3.send(new PutObjectCommand({ Bucket: "templates", Key, Body: JSON.stringify(template) }));
  return `https://templates.s3.eu-west-1.amazonaws.com/${Key}`;
}

const queue = (properties: object = {}) => ({ Type: "AWS::SQS::Queue", Properties: properties });

const role = {
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
  },
};

const fn = (code: string) => ({
  Type: "AWS::Lambda::Function",
  Properties: {
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Role: { "Fn::GetAtt": ["Role", "Arn"] },
    Code: { ZipFile: code },
    Timeout: 20,
  },
});

describe("A stack in a stack", () => {
  it("is made, changed, taken back and deleted with it", async () => {
    const { cloudformation, sqs } = cloud;
    const inner = (seconds: number) => ({
      Parameters: { Name: { Type: "String" } },
      Resources: { Q: queue({ QueueName: { Ref: "Name" }, DelaySeconds: seconds }) },
      Outputs: { Url: { Value: { Ref: "Q" } } },
    });
    const outer = (TemplateURL: string, more: object = {}) => ({
      Resources: {
        Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL, Parameters: { Name: "inner-queue" } } },
        ...more,
      },
      Outputs: { Url: { Value: { "Fn::GetAtt": ["Inner", "Outputs.Url"] } }, Id: { Value: { Ref: "Inner" } } },
    });
    const one = await store("one.json", inner(1));
    const two = await store("two.json", inner(2));
    const three = await store("three.json", inner(3));
    const delay = async (QueueUrl: string | undefined) =>
      (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["DelaySeconds"] }))).Attributes;

    const made = await createStack(cloudformation, "outer", outer(one));
    const { Url, Id = "" } = outputsOf(made);
    const changed = await updateStack(cloudformation, "outer", outer(two));
    const afterChange = await delay(Url);
    const Bad = { ...queue({ DelaySeconds: 100_000 }), DependsOn: "Inner" };
    const failed = await updateStack(cloudformation, "outer", outer(three, { Bad }));
    const afterFailure = await delay(Url);
    const gone = await deleteStack(cloudformation, made.StackId ?? "");

    expect(made.StackStatus).toBe("CREATE_COMPLETE");
    expect(Url).toMatch(/inner-queue$/);
    expect(changed.StackStatus).toBe("UPDATE_COMPLETE");
    expect(afterChange).toEqual({ DelaySeconds: "2" });
    expect(failed.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(afterFailure).toEqual({ DelaySeconds: "2" });
    expect(gone.StackStatus).toBe("DELETE_COMPLETE");
    expect(await eventsOf(cloudformation, Id)).toContain("Q DELETE_COMPLETE");
  });

  it("says why it failed", async () => {
    const { cloudformation } = cloud;
    const TemplateURL = await store("bad.json", { Resources: { Q: queue({ DelaySeconds: 100_000 }) } });
    await createStack(cloudformation, "outer-bad", {
      Resources: { Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL } } },
    });
    const events = await stackEvents(cloudformation, "outer-bad");

    expect(events.find(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED")?.ResourceStatusReason).toMatch(
      /^Embedded stack arn:aws:cloudformation:.* was not successfully created: The following resource\(s\) failed to create: \[Q\]\.$/,
    );
  });
});

describe("A custom resource", () => {
  const code = `exports.handler = async (event) => {
    const { RequestType, ResourceProperties: { Name, Fails }, PhysicalResourceId } = event;
    const isBad = Fails === "true" && RequestType !== "Delete";
    await fetch(event.ResponseURL, { method: "PUT", body: JSON.stringify({
      Status: isBad ? "FAILED" : "SUCCESS", Reason: "as asked", RequestId: event.RequestId, StackId: event.StackId,
      LogicalResourceId: event.LogicalResourceId, PhysicalResourceId: PhysicalResourceId ?? "thing-" + Name,
      Data: { Said: RequestType + " " + Name, Type: event.ResourceType } }) });
  };`;
  const template = (properties: object) => ({
    Resources: {
      Role: role,
      Fn: fn(code),
      Thing: { Type: "Custom::Thing", Properties: { ServiceToken: { "Fn::GetAtt": ["Fn", "Arn"] }, ...properties } },
    },
    Outputs: {
      Id: { Value: { Ref: "Thing" } },
      Said: { Value: { "Fn::GetAtt": ["Thing", "Said"] } },
      Type: { Value: { "Fn::GetAtt": ["Thing", "Type"] } },
    },
  });

  it("is answered by code that knows only host and path of its URL, and HTTPS", async () => {
    const { cloudformation } = cloud;
    const code = `const https = require("https");
      exports.handler = (event) => new Promise((resolve, reject) => {
        const { hostname, path } = require("url").parse(event.ResponseURL);
        const body = JSON.stringify({ Status: "SUCCESS", PhysicalResourceId: "done", RequestId: event.RequestId,
          StackId: event.StackId, LogicalResourceId: event.LogicalResourceId });
        const headers = { "content-type": "", "content-length": Buffer.byteLength(body) };
        const request = https.request({ hostname, port: 443, path, method: "PUT", headers }, resolve);
        request.on("error", reject).end(body);
      });`;
    const Thing = { Type: "Custom::Thing", Properties: { ServiceToken: { "Fn::GetAtt": ["Fn", "Arn"] } } };
    const stack = await createStack(cloudformation, "by-https", {
      Resources: { Role: role, Fn: fn(code), Thing },
      Outputs: { Id: { Value: { Ref: "Thing" } } },
    });

    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    expect(outputsOf(stack)).toEqual({ Id: "done" });
  });

  it("is made by its function, and by what that answers", async () => {
    const { cloudformation } = cloud;
    const made = await createStack(cloudformation, "custom", template({ Name: "a" }));
    const changed = await updateStack(cloudformation, "custom", template({ Name: "b" }));
    const gone = await deleteStack(cloudformation, made.StackId ?? "");

    expect(outputsOf(made)).toEqual({ Id: "thing-a", Said: "Create a", Type: "Custom::Thing" });
    expect(outputsOf(changed)).toEqual({ Id: "thing-a", Said: "Update b", Type: "Custom::Thing" });
    expect(gone.StackStatus).toBe("DELETE_COMPLETE");
  });

  it("fails when its function says so", async () => {
    const { cloudformation } = cloud;
    const stack = await createStack(cloudformation, "custom-bad", template({ Name: "a", Fails: true }));
    const events = await stackEvents(cloudformation, "custom-bad");

    expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(events.find(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED")?.ResourceStatusReason).toMatch(
      /^Received response status \[FAILED\] from custom resource\. Message returned: as asked \(RequestId: /,
    );
  });
});

describe("A wait condition", () => {
  it("waits for what is put to its handle", async () => {
    const { cloudformation } = cloud;
    const waiting = createStack(cloudformation, "waiting", {
      Resources: {
        Handle: { Type: "AWS::CloudFormation::WaitConditionHandle" },
        Wait: { Type: "AWS::CloudFormation::WaitCondition", Properties: { Handle: { Ref: "Handle" }, Timeout: "60" } },
      },
      Outputs: { Data: { Value: { "Fn::GetAtt": ["Wait", "Data"] } } },
    });
    const url = await eventually(async () => {
      const asked = new DescribeStackResourceCommand({ StackName: "waiting", LogicalResourceId: "Handle" });
      return (await cloudformation.send(asked).catch(() => undefined))?.StackResourceDetail?.PhysicalResourceId;
    });
    const body = JSON.stringify({ Status: "SUCCESS", Reason: "done", UniqueId: "one", Data: "ready" });
    await fetch(url, { method: "PUT", body });

    expect(outputsOf(await waiting)).toEqual({ Data: '{"one":"ready"}' });
  });

  it("of a creation policy waits for signals", async () => {
    const { cloudformation } = cloud;
    const CreationPolicy = { ResourceSignal: { Count: 1, Timeout: "PT1M" } };
    const waiting = createStack(cloudformation, "signalled", { Resources: { Q: { ...queue(), CreationPolicy } } });
    const signal = { StackName: "signalled", LogicalResourceId: "Q", UniqueId: "i", Status: "SUCCESS" } as const;
    await eventually(() =>
      cloudformation.send(new SignalResourceCommand(signal)).then(
        () => true,
        () => undefined,
      ),
    );

    expect((await waiting).StackStatus).toBe("CREATE_COMPLETE");
  });
});

describe("A macro", () => {
  it("makes of a template what its function answers", async () => {
    const { cloudformation } = cloud;
    const code = `exports.handler = async (event) => ({ requestId: event.requestId, status: "success", fragment: {
      ...event.fragment, Outputs: { Made: { Value: event.templateParameterValues.Word + " " + event.params.More } } } });`;
    await createStack(cloudformation, "macro", {
      Resources: {
        Role: role,
        Fn: fn(code),
        Macro: { Type: "AWS::CloudFormation::Macro", Properties: { Name: "Outputs", FunctionName: { Ref: "Fn" } } },
      },
    });
    const template = {
      Transform: { Name: "Outputs", Parameters: { More: "words" } },
      Parameters: { Word: { Type: "String", Default: "some" } },
      Resources: { Q: queue() },
    };
    const stack = await createStack(cloudformation, "expanded", template);

    expect(outputsOf(stack)).toEqual({ Made: "some words" });
    await expect(createStack(cloudformation, "unknown-macro", { ...template, Transform: "Nobody" })).rejects.toThrow(
      "No transform named",
    );
  });
});

describe("An export", () => {
  it("can be imported, and stays while it is", async () => {
    const { cloudformation } = cloud;
    const exporting = (value: string) => ({
      Resources: { Q: queue() },
      Outputs: { Out: { Value: value, Export: { Name: "shared" } } },
    });
    const importing = {
      Resources: { Q: queue({ QueueName: { "Fn::Sub": ["q-${name}", { name: { "Fn::ImportValue": "shared" } }] } }) },
      Outputs: { Url: { Value: { "Fn::GetAtt": ["Q", "QueueName"] } } },
    };
    const { StackId = "" } = await createStack(cloudformation, "exporting", exporting("value"));
    const stack = await createStack(cloudformation, "importing", importing);
    const { Exports } = await cloudformation.send(new ListExportsCommand({}));
    const { Imports } = await cloudformation.send(new ListImportsCommand({ ExportName: "shared" }));
    const changed = await updateStack(cloudformation, "exporting", exporting("other"));

    const early = await createStack(cloudformation, "too-early", {
      Resources: { Q: queue({ QueueName: { "Fn::ImportValue": "nobodys" } }) },
    });
    const reasons = (await stackEvents(cloudformation, "too-early")).map(
      ({ ResourceStatusReason }) => ResourceStatusReason,
    );

    expect(early.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(reasons).toContain("No export named nobodys found. Rollback requested by user.");
    expect(outputsOf(stack)).toEqual({ Url: "q-value" });
    expect(Exports).toEqual([{ ExportingStackId: StackId, Name: "shared", Value: "value" }]);
    expect(Imports).toEqual(["importing"]);
    expect(changed.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    await expect(deleteStack(cloudformation, StackId)).rejects.toThrow(
      "Export shared cannot be deleted as it is in use by importing",
    );
  });
});
