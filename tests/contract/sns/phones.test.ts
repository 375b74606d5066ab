import {
  CheckIfPhoneNumberIsOptedOutCommand,
  CreatePlatformApplicationCommand,
  CreatePlatformEndpointCommand,
  CreateSMSSandboxPhoneNumberCommand,
  DeleteEndpointCommand,
  DeletePlatformApplicationCommand,
  DeleteSMSSandboxPhoneNumberCommand,
  EndpointDisabledException,
  GetEndpointAttributesCommand,
  GetPlatformApplicationAttributesCommand,
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListEndpointsByPlatformApplicationCommand,
  ListOriginationNumbersCommand,
  ListPhoneNumbersOptedOutCommand,
  ListPlatformApplicationsCommand,
  ListSMSSandboxPhoneNumbersCommand,
  NotFoundException,
  OptInPhoneNumberCommand,
  PublishCommand,
  SetEndpointAttributesCommand,
  SetPlatformApplicationAttributesCommand,
  SetSMSAttributesCommand,
  VerifySMSSandboxPhoneNumberCommand,
} from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const letters = async () =>
  (
    (await (await fetch(`${cloud.cloud.endpoint}/_millrace/outbox`)).json()) as {
      letters: { body: string; to: string }[];
    }
  ).letters;

describe("A platform application", () => {
  it("has devices that can be written to", async () => {
    const { PlatformApplicationArn } = await cloud.sns.send(
      new CreatePlatformApplicationCommand({
        Name: "app",
        Platform: "GCM",
        Attributes: { PlatformCredential: "secret", EventEndpointCreated: "" },
      }),
    );
    const create = (Attributes = {}) =>
      cloud.sns.send(
        new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: "t", CustomUserData: "me", Attributes }),
      );
    const { EndpointArn } = await create();
    await cloud.sns.send(new PublishCommand({ TargetArn: EndpointArn, Message: "ping" }));
    await cloud.sns.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes: { Enabled: "false" } }));
    await cloud.sns.send(
      new SetPlatformApplicationAttributesCommand({ PlatformApplicationArn, Attributes: { Enabled: "false" } }),
    );

    expect(await letters()).toContainEqual(expect.objectContaining({ to: EndpointArn, body: "ping" }));
    expect((await create()).EndpointArn).toBe(EndpointArn);
    await expect(create({ CustomUserData: "you" })).resolves.toMatchObject({ EndpointArn });
    await expect(cloud.sns.send(new PublishCommand({ TargetArn: EndpointArn, Message: "x" }))).rejects.toBeInstanceOf(
      EndpointDisabledException,
    );
    expect((await cloud.sns.send(new GetEndpointAttributesCommand({ EndpointArn }))).Attributes).toEqual({
      Enabled: "false",
      Token: "t",
      CustomUserData: "me",
    });
    const { Endpoints } = await cloud.sns.send(
      new ListEndpointsByPlatformApplicationCommand({ PlatformApplicationArn }),
    );
    expect(Endpoints).toHaveLength(1);
    const application = await cloud.sns.send(new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn }));
    expect(application.Attributes).toEqual({ Enabled: "false", EventEndpointCreated: "" });

    await cloud.sns.send(new DeleteEndpointCommand({ EndpointArn }));
    await cloud.sns.send(new DeletePlatformApplicationCommand({ PlatformApplicationArn }));
    expect((await cloud.sns.send(new ListPlatformApplicationsCommand({}))).PlatformApplications).toEqual([]);
    await expect(cloud.sns.send(new GetEndpointAttributesCommand({ EndpointArn }))).rejects.toBeInstanceOf(
      NotFoundException,
    );
  });
});

describe("Settings of text messages", () => {
  it("are kept, and refused when wrong", async () => {
    const set = (attributes: Record<string, string>) => cloud.sns.send(new SetSMSAttributesCommand({ attributes }));
    await set({ DefaultSMSType: "Transactional", MonthlySpendLimit: "3" });

    const { attributes } = await cloud.sns.send(new GetSMSAttributesCommand({ attributes: ["DefaultSMSType"] }));

    expect(attributes).toEqual({ DefaultSMSType: "Transactional" });
    await expect(set({ DefaultSMSType: "x" })).rejects.toThrow("DefaultSMSType is invalid");
  });

  it("say of numbers what can be said", async () => {
    const phoneNumber = "+15551234567";
    await cloud.sns.send(new OptInPhoneNumberCommand({ phoneNumber }));

    expect(await cloud.sns.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }))).toMatchObject({
      isOptedOut: false,
    });
    expect((await cloud.sns.send(new ListPhoneNumbersOptedOutCommand({}))).phoneNumbers).toEqual([]);
    expect((await cloud.sns.send(new ListOriginationNumbersCommand({}))).PhoneNumbers).toEqual([]);
    await expect(cloud.sns.send(new PublishCommand({ PhoneNumber: "+1a", Message: "x" }))).rejects.toThrow(
      "Invalid parameter: PhoneNumber Reason: +1a is not valid to publish to",
    );
  });

  it("verify numbers by the password in the outbox", async () => {
    const PhoneNumber = "+15550000001";
    await cloud.sns.send(new CreateSMSSandboxPhoneNumberCommand({ PhoneNumber }));
    const OneTimePassword = (await letters()).find(({ to }) => to === PhoneNumber)?.body.slice(0, 6);
    await cloud.sns.send(new VerifySMSSandboxPhoneNumberCommand({ PhoneNumber, OneTimePassword }));

    const { PhoneNumbers } = await cloud.sns.send(new ListSMSSandboxPhoneNumbersCommand({}));
    const { IsInSandbox } = await cloud.sns.send(new GetSMSSandboxAccountStatusCommand({}));

    expect(PhoneNumbers).toEqual([{ PhoneNumber, Status: "Verified" }]);
    expect(IsInSandbox).toBe(false);
    await cloud.sns.send(new DeleteSMSSandboxPhoneNumberCommand({ PhoneNumber }));
    expect((await cloud.sns.send(new ListSMSSandboxPhoneNumbersCommand({}))).PhoneNumbers).toEqual([]);
  });
});
