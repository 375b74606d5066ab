import {
  CancelResourceRequestCommand,
  CreateResourceCommand,
  DeleteResourceCommand,
  GetResourceCommand,
  GetResourceRequestStatusCommand,
  ListResourceRequestsCommand,
  ListResourcesCommand,
  type ProgressEvent,
  UpdateResourceCommand,
} from "@aws-sdk/client-cloudcontrol";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack } from "../../support/stacks.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const TypeName = "AWS::SQS::Queue";

const ended = (event: ProgressEvent | undefined): Promise<ProgressEvent> =>
  eventually(async () => {
    const asked = new GetResourceRequestStatusCommand({ RequestToken: event?.RequestToken });
    const { ProgressEvent: now } = await cloud.cloudcontrol.send(asked);
    return now?.OperationStatus === "IN_PROGRESS" || now?.OperationStatus === "PENDING" ? undefined : now;
  });

const create = async (properties: object, ClientToken?: string) => {
  const input = { TypeName, DesiredState: JSON.stringify(properties), ClientToken };
  return (await cloud.cloudcontrol.send(new CreateResourceCommand(input))).ProgressEvent;
};

describe("A resource", () => {
  it("is made, read, changed and deleted by its type's name", async () => {
    const { cloudcontrol, sqs } = cloud;
    const made = await ended(await create({ QueueName: "one", DelaySeconds: 1 }));
    const Identifier = made.Identifier ?? "";
    const PatchDocument = JSON.stringify([{ op: "replace", path: "/DelaySeconds", value: 3 }]);
    const { ProgressEvent: update } = await cloudcontrol.send(
      new UpdateResourceCommand({ TypeName, Identifier, PatchDocument }),
    );
    const changed = await ended(update);
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: Identifier, AttributeNames: ["DelaySeconds"] }),
    );
    const { ResourceDescription } = await cloudcontrol.send(new GetResourceCommand({ TypeName, Identifier }));
    const { ProgressEvent: removal } = await cloudcontrol.send(new DeleteResourceCommand({ TypeName, Identifier }));
    const gone = await ended(removal);

    expect(made).toMatchObject({ OperationStatus: "SUCCESS", Operation: "CREATE" });
    expect(Identifier).toMatch(/\/one$/);
    expect(changed.OperationStatus).toBe("SUCCESS");
    expect(Attributes).toEqual({ DelaySeconds: "3" });
    expect(JSON.parse(ResourceDescription?.Properties ?? "")).toMatchObject({
      QueueName: "one",
      Arn: expect.stringMatching(/:one$/),
    });
    expect(gone.OperationStatus).toBe("SUCCESS");
    await expect(cloudcontrol.send(new GetResourceCommand({ TypeName, Identifier }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("of a stack is found as well", async () => {
    await createStack(cloud.cloudformation, "stack", {
      Resources: { Q: { Type: TypeName, Properties: { QueueName: "of-stack" } } },
    });
    const { ResourceDescriptions = [] } = await cloud.cloudcontrol.send(new ListResourcesCommand({ TypeName }));

    expect(ResourceDescriptions.map(({ Identifier }) => Identifier)).toEqual([expect.stringMatching(/\/of-stack$/)]);
  });

  it("that cannot be says why, and its request is remembered", async () => {
    const { cloudcontrol } = cloud;
    const failed = await ended(await create({ DelaySeconds: 100_000 }, "once"));
    const again = await create({ DelaySeconds: 100_000 }, "once");
    const { ResourceRequestStatusSummaries = [] } = await cloudcontrol.send(
      new ListResourceRequestsCommand({ ResourceRequestStatusFilter: { OperationStatuses: ["FAILED"] } }),
    );

    expect(failed).toMatchObject({ OperationStatus: "FAILED", ErrorCode: "InvalidRequest" });
    expect(again?.RequestToken).toBe(failed.RequestToken);
    expect(ResourceRequestStatusSummaries).toMatchObject([{ RequestToken: failed.RequestToken }]);
    await expect(
      cloudcontrol.send(new CancelResourceRequestCommand({ RequestToken: failed.RequestToken })),
    ).rejects.toMatchObject({ name: "InvalidRequestException" });
  });

  it("keeps what only another one could have", async () => {
    const { cloudcontrol } = cloud;
    const { Identifier } = await ended(await create({ QueueName: "fixed" }));
    const PatchDocument = JSON.stringify([{ op: "add", path: "/QueueName", value: "other" }]);

    await expect(
      cloudcontrol.send(new UpdateResourceCommand({ TypeName, Identifier, PatchDocument })),
    ).rejects.toMatchObject({
      name: "NotUpdatableException",
    });
    await expect(
      cloudcontrol.send(new CreateResourceCommand({ TypeName: "AWS::No::Thing", DesiredState: "{}" })),
    ).rejects.toMatchObject({ name: "TypeNotFoundException", message: "The type 'AWS::No::Thing' cannot be found." });
  });
});
