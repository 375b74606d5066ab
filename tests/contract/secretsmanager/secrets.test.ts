import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  UpdateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

describe("A secret", () => {
  it("has versions, of which one is current and one was", async () => {
    const { secretsmanager: secrets } = cloud;
    const { ARN, VersionId } = await secrets.send(new CreateSecretCommand({ Name: "db", SecretString: "one" }));
    await secrets.send(new PutSecretValueCommand({ SecretId: "db", SecretString: "two" }));
    await secrets.send(new UpdateSecretCommand({ SecretId: ARN, SecretString: "three", Description: "d" }));

    const value = async (more: object) =>
      (await secrets.send(new GetSecretValueCommand({ SecretId: ARN, ...more }))).SecretString;
    const { SecretList = [] } = await secrets.send(new ListSecretsCommand({}));

    expect(await value({})).toBe("three");
    expect(await value({ VersionStage: "AWSPREVIOUS" })).toBe("two");
    expect(await value({ VersionId })).toBe("one");
    expect(SecretList).toMatchObject([{ ARN, Name: "db", Description: "d" }]);
    await expect(secrets.send(new CreateSecretCommand({ Name: "db" }))).rejects.toMatchObject({
      name: "ResourceExistsException",
    });
  });

  it("can be restored until it is gone", async () => {
    const { secretsmanager: secrets } = cloud;
    const SecretId = "gone";
    await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretBinary: new Uint8Array([1, 2]) }));
    await secrets.send(new DeleteSecretCommand({ SecretId }));
    await expect(secrets.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
    const { DeletedDate } = await secrets.send(new DescribeSecretCommand({ SecretId }));
    await secrets.send(new RestoreSecretCommand({ SecretId }));

    expect(DeletedDate).toBeInstanceOf(Date);
    expect((await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretBinary).toEqual(new Uint8Array([1, 2]));
    await secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
    await expect(secrets.send(new DescribeSecretCommand({ SecretId }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});
