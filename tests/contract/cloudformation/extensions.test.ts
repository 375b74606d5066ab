import {
  BatchDescribeTypeConfigurationsCommand,
  DeregisterTypeCommand,
  DescribeTypeCommand,
  DescribeTypeRegistrationCommand,
  ListTypeRegistrationsCommand,
  ListTypesCommand,
  ListTypeVersionsCommand,
  RegisterTypeCommand,
  type RegistryType,
  SetTypeConfigurationCommand,
  SetTypeDefaultVersionCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.s3.send(new CreateBucketCommand({ Bucket: "packages" }));
});
afterAll(() => cloud.stop());

const schemaOf = (typeName: string) => ({
  typeName,
  description: "A thing of ours",
  sourceUrl: "https://example.com/thing.git",
  properties: { Name: { type: "string" } },
  additionalProperties: false,
  primaryIdentifier: ["/properties/Name"],
  handlers: { create: { permissions: [] }, read: { permissions: [] }, delete: { permissions: [] } },
});

/** Puts a package of files into the bucket and has it registered. */
async function submit(
  TypeName: string,
  files: Readonly<Record<string, string>>,
  Type: RegistryType = "RESOURCE",
): Promise<string> {
  const Key = `${TypeName}.zip`;
  await cloud.s3.send(new PutObjectCommand({ Bucket: "packages", Key, Body: await zip(files) }));
  const { RegistrationToken = "" } = await cloud.cloudformation.send(
    new RegisterTypeCommand({ Type, TypeName, SchemaHandlerPackage: `s3://packages/${Key}` }),
  );
  return RegistrationToken;
}

const registrationOf = (RegistrationToken: string) =>
  cloud.cloudformation.send(new DescribeTypeRegistrationCommand({ RegistrationToken }));

const ended = (token: string) =>
  eventually(async () => {
    cloud.cloud.advanceClock(1000);
    const registration = await registrationOf(token);
    return registration.ProgressStatus === "IN_PROGRESS" ? undefined : registration;
  });

const register = async (TypeName: string, kind: RegistryType = "RESOURCE") =>
  ended(await submit(TypeName, { "schema.json": JSON.stringify(schemaOf(TypeName)) }, kind));

const arnOf = (name: string, kind = "resource") => `arn:aws:cloudformation:eu-west-1:000000000000:type/${kind}/${name}`;

describe("RegisterType", () => {
  it("makes a version of what is in the package, after a while", async () => {
    const { cloudformation } = cloud;
    const TypeName = "Acme::Things::First";
    const token = await submit(TypeName, { "schema.json": JSON.stringify(schemaOf(TypeName)) });

    const atOnce = await registrationOf(token);
    const early = cloudformation.send(new DescribeTypeCommand({ Type: "RESOURCE", TypeName }));
    await expect(early).rejects.toMatchObject({
      name: "TypeNotFoundException",
      message: `The type '${TypeName}' cannot be found.`,
    });
    const running = await cloudformation.send(new ListTypeRegistrationsCommand({ TypeName }));
    const done = await ended(token);
    const described = await cloudformation.send(new DescribeTypeCommand({ Arn: done.TypeArn }));
    const listed = await cloudformation.send(new ListTypeRegistrationsCommand({ TypeName }));

    expect(atOnce).toMatchObject({
      ProgressStatus: "IN_PROGRESS",
      TypeArn: arnOf("Acme-Things-First"),
      TypeVersionArn: arnOf("Acme-Things-First/00000001"),
    });
    expect(running.RegistrationTokenList).toEqual([token]);
    expect(done.ProgressStatus).toBe("COMPLETE");
    expect(described).toMatchObject({
      Arn: arnOf("Acme-Things-First/00000001"),
      Type: "RESOURCE",
      TypeName,
      DefaultVersionId: "00000001",
      IsDefaultVersion: true,
      ProvisioningType: "IMMUTABLE",
      DeprecatedStatus: "LIVE",
      Visibility: "PRIVATE",
      Description: "A thing of ours",
      SourceUrl: "https://example.com/thing.git",
    });
    expect(JSON.parse(described.Schema ?? "")).toEqual(schemaOf(TypeName));
    expect(listed.RegistrationTokenList).toEqual([]);
  });

  it("answers a token that came before with the same registration", async () => {
    const TypeName = "Acme::Things::Again";
    await submit(TypeName, { "schema.json": JSON.stringify(schemaOf(TypeName)) });
    const input = { TypeName, SchemaHandlerPackage: `s3://packages/${TypeName}.zip`, ClientRequestToken: "once" };

    const first = await cloud.cloudformation.send(new RegisterTypeCommand(input));
    const second = await cloud.cloudformation.send(new RegisterTypeCommand(input));

    expect(second.RegistrationToken).toBe(first.RegistrationToken);
  });

  it.for([
    ["that is no zip", "Acme::Bad::Zip", undefined, "Error processing type artifact."],
    ["without a schema", "Acme::Bad::Empty", { "other.json": "{}" }, "Error processing type artifact."],
    [
      "of something else",
      "Acme::Bad::Other",
      { "schema.json": '{"typeName":"A::B::C"}' },
      "Error validating schema definition.",
    ],
    ["with a broken schema", "Acme::Bad::Json", { "schema.json": "{" }, "Error validating schema definition."],
  ] as const)("fails for a package %s", async ([, TypeName, files, reason]) => {
    const SchemaHandlerPackage = `s3://packages/${TypeName}`;
    const Body = files === undefined ? "no zip" : await zip(files);
    await cloud.s3.send(new PutObjectCommand({ Bucket: "packages", Key: TypeName, Body }));
    const { RegistrationToken: token = "" } = await cloud.cloudformation.send(
      new RegisterTypeCommand({ TypeName, SchemaHandlerPackage }),
    );

    const registration = await ended(token);

    expect(registration).toMatchObject({ ProgressStatus: "FAILED" });
    expect(registration.Description).toBe(
      "Deployment is currently in VALIDATION_STAGE of status FAILED; Next is DEPLOY_STAGE with status CANCELLED\n" +
        `Deployment failed with error. Error message: [${token}] ${reason}`,
    );
  });

  it("wants one fragment of a module", async () => {
    const TypeName = "Acme::Bucket::Kept::MODULE";
    const schema = JSON.stringify({ typeName: TypeName, properties: {} });
    const bad = await ended(await submit(TypeName, { "schema.json": schema }, "MODULE"));
    const files = { "schema.json": schema, "fragments/template.json": '{"Resources":{}}' };
    const good = await ended(await submit(TypeName, files, "MODULE"));

    expect(bad.Description).toContain("There should be only one valid json or yaml module fragment file");
    expect(good).toMatchObject({ ProgressStatus: "COMPLETE", TypeVersionArn: expect.stringMatching(/00000002$/) });
  });

  it.for([
    ["s3://packages/nothing.zip", "Acme::Things::None", "Error validating schemaHandlerPackage. Check the permissions"],
    ["https://example.com/a.zip", "Acme::Things::None", "Error validating schemaHandlerPackage. Check the permissions"],
    ["s3://packages/nothing.zip", "AWS::Things::None", "reserved"],
  ] as const)("refuses %s as %s", async ([SchemaHandlerPackage, TypeName, text]) => {
    const asked = cloud.cloudformation.send(new RegisterTypeCommand({ TypeName, SchemaHandlerPackage }));

    await expect(asked).rejects.toMatchObject({ name: "CFNRegistryException", message: expect.stringContaining(text) });
  });
});

describe("A registered extension", () => {
  it("has versions, one of which is used until another is chosen", async () => {
    const { cloudformation } = cloud;
    const TypeName = "Acme::Things::Versioned";
    const byName = { Type: "RESOURCE", TypeName } as const;
    await register(TypeName);
    const second = await register(TypeName);
    const before = await cloudformation.send(new ListTypeVersionsCommand(byName));
    await cloudformation.send(new SetTypeDefaultVersionCommand({ Arn: second.TypeVersionArn }));
    const after = await cloudformation.send(new DescribeTypeCommand(byName));

    const versions = before.TypeVersionSummaries?.map(({ VersionId, IsDefaultVersion }) => [
      VersionId,
      IsDefaultVersion,
    ]);
    expect(versions).toEqual([
      ["00000001", true],
      ["00000002", false],
    ]);
    expect(after).toMatchObject({ DefaultVersionId: "00000002", Arn: second.TypeVersionArn });
  });

  it("is taken away version by version, the default one last", async () => {
    const { cloudformation } = cloud;
    const TypeName = "Acme::Things::Leaving";
    const byName = { Type: "RESOURCE", TypeName } as const;
    const first = await register(TypeName);
    const second = await register(TypeName);

    await expect(cloudformation.send(new DeregisterTypeCommand(byName))).rejects.toMatchObject({
      name: "CFNRegistryException",
      message:
        "This type has more than one active version. Please deregister non-default active versions before attempting to deregister the type.",
    });
    await expect(cloudformation.send(new DeregisterTypeCommand({ Arn: first.TypeVersionArn }))).rejects.toThrow(
      `Version '00000001' is the default version and cannot be deregistered. Deregister the resource type '${TypeName}' instead.`,
    );
    await cloudformation.send(new DeregisterTypeCommand({ Arn: second.TypeVersionArn }));
    const { TypeVersionSummaries: gone } = await cloudformation.send(
      new ListTypeVersionsCommand({ ...byName, DeprecatedStatus: "DEPRECATED" }),
    );
    await cloudformation.send(new DeregisterTypeCommand(byName));
    const { TypeSummaries: left } = await cloudformation.send(
      new ListTypesCommand({ Filters: { TypeNamePrefix: TypeName } }),
    );
    const described = await cloudformation.send(new DescribeTypeCommand(byName));
    const again = await register(TypeName);

    expect(gone?.map(({ VersionId }) => VersionId)).toEqual(["00000002"]);
    expect(left).toEqual([]);
    expect(described.DeprecatedStatus).toBe("DEPRECATED");
    expect(again.TypeVersionArn).toBe(arnOf("Acme-Things-Leaving/00000003"));
    expect(await cloudformation.send(new DescribeTypeCommand(byName))).toMatchObject({
      DefaultVersionId: "00000003",
      DeprecatedStatus: "LIVE",
    });
  });

  it("is listed among the private ones", async () => {
    await register("Acme::Listed::One");
    await register("Acme::Listed::Two", "HOOK");

    const { TypeSummaries = [] } = await cloud.cloudformation.send(
      new ListTypesCommand({ Filters: { TypeNamePrefix: "Acme::Listed::" } }),
    );

    expect(TypeSummaries.map(({ Type, TypeName, TypeArn }) => [Type, TypeName, TypeArn])).toEqual([
      ["RESOURCE", "Acme::Listed::One", arnOf("Acme-Listed-One")],
      ["HOOK", "Acme::Listed::Two", arnOf("Acme-Listed-Two", "hook")],
    ]);
  });

  it("has a configuration", async () => {
    const { cloudformation } = cloud;
    const { TypeArn } = await register("Acme::Configured::Hook", "HOOK");
    const Configuration = JSON.stringify({
      CloudFormationConfiguration: { HookConfiguration: { TargetStacks: "ALL" } },
    });
    const set = await cloudformation.send(new SetTypeConfigurationCommand({ TypeArn, Configuration }));
    const described = await cloudformation.send(
      new BatchDescribeTypeConfigurationsCommand({
        TypeConfigurationIdentifiers: [
          { TypeArn },
          { TypeConfigurationArn: set.ConfigurationArn },
          { Type: "HOOK", TypeName: "Acme::No::Hook" },
        ],
      }),
    );

    const Arn = "arn:aws:cloudformation:eu-west-1:000000000000:type-configuration/hook/Acme-Configured-Hook/default";
    expect(set.ConfigurationArn).toBe(Arn);
    const one = { Arn, Alias: "default", Configuration, TypeArn, LastUpdated: expect.any(Date) };
    expect(described.TypeConfigurations).toEqual([one, one]);
    expect(described.Errors).toMatchObject([{ ErrorCode: "TypeConfigurationNotFoundException" }]);
    await expect(
      cloudformation.send(new SetTypeConfigurationCommand({ TypeArn, Configuration: "{" })),
    ).rejects.toMatchObject({ name: "CFNRegistryException" });
  });
});
