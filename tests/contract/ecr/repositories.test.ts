import {
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let ecr: ECRClient;
beforeAll(async () => {
  cloud = await startTestCloud();
  ecr = new ECRClient(clientConfig(cloud.cloud.endpoint));
});
afterAll(() => cloud.stop());

describe("A repository", () => {
  const repositoryName = "shop/web";
  const arn = "arn:aws:ecr:eu-west-1:000000000000:repository/shop/web";

  it("is made once, and found by its name", async () => {
    const tags = [{ Key: "team", Value: "web" }];
    const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName, tags }));
    const { repositories = [] } = await ecr.send(
      new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
    );

    expect(repository).toMatchObject({
      repositoryArn: arn,
      repositoryUri: "000000000000.dkr.ecr.eu-west-1.amazonaws.com/shop/web",
      imageTagMutability: "MUTABLE",
      imageScanningConfiguration: { scanOnPush: false },
      encryptionConfiguration: { encryptionType: "AES256" },
    });
    expect(repositories).toEqual([repository]);
    await expect(ecr.send(new CreateRepositoryCommand({ repositoryName }))).rejects.toMatchObject({
      name: "RepositoryAlreadyExistsException",
    });
  });

  it("keeps settings", async () => {
    const imageScanningConfiguration = { scanOnPush: true };
    await ecr.send(new PutImageScanningConfigurationCommand({ repositoryName, imageScanningConfiguration }));
    await ecr.send(new PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: "IMMUTABLE" }));
    const { repositories = [] } = await ecr.send(new DescribeRepositoriesCommand({}));

    expect(repositories).toMatchObject([{ imageScanningConfiguration, imageTagMutability: "IMMUTABLE" }]);
  });

  it("keeps its policies until they are deleted", async () => {
    const policyText = '{"Version":"2012-10-17","Statement":[]}';
    const selection = { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 5 };
    const rules = [{ rulePriority: 1, selection, action: { type: "expire" } }];
    const lifecyclePolicyText = JSON.stringify({ rules });
    await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }));
    await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));

    expect(await ecr.send(new GetRepositoryPolicyCommand({ repositoryName }))).toMatchObject({ policyText });
    expect(await ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))).toMatchObject({ lifecyclePolicyText });

    await ecr.send(new DeleteRepositoryPolicyCommand({ repositoryName }));
    await ecr.send(new DeleteLifecyclePolicyCommand({ repositoryName }));
    await expect(ecr.send(new GetRepositoryPolicyCommand({ repositoryName }))).rejects.toMatchObject({
      name: "RepositoryPolicyNotFoundException",
    });
    await expect(ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))).rejects.toMatchObject({
      name: "LifecyclePolicyNotFoundException",
    });
  });

  it("is tagged by its ARN", async () => {
    await ecr.send(new TagResourceCommand({ resourceArn: arn, tags: [{ Key: "stage", Value: "dev" }] }));
    await ecr.send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ["team"] }));
    const { tags } = await ecr.send(new ListTagsForResourceCommand({ resourceArn: arn }));

    expect(tags).toEqual([{ Key: "stage", Value: "dev" }]);
  });

  it("is gone once it is deleted", async () => {
    await ecr.send(new DeleteRepositoryCommand({ repositoryName }));

    await expect(ecr.send(new DeleteRepositoryCommand({ repositoryName }))).rejects.toMatchObject({
      name: "RepositoryNotFoundException",
      message: "The repository with name 'shop/web' does not exist in the registry with id '000000000000'",
    });
  });
});
