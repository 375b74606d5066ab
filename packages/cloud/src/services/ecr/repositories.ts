import type { Repository as RepositoryOutput } from "@aws-sdk/client-ecr";
import type { Scope } from "../../kernel/operation.ts";
import { pageOf } from "../../kernel/paging.ts";
import { onRepository, repositoryArn } from "./access.ts";
import { repositoryExists } from "./errors.ts";
import type { EcrOperation } from "./shapes.ts";
import type { Repository } from "./store.ts";
import { tagsOf } from "./tags.ts";

const resultsDefault = 100;

function repositoryOutput(
  scope: Scope,
  { name, createdAt, tags: _, policy: __, ...repository }: Repository,
): RepositoryOutput {
  const { lifecyclePolicy: ___, ...settings } = repository;
  return {
    repositoryArn: repositoryArn(scope, name),
    registryId: scope.account,
    repositoryName: name,
    repositoryUri: `${scope.account}.dkr.ecr.${scope.region}.amazonaws.com/${name}`,
    createdAt: new Date(createdAt),
    ...settings,
  };
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const createRepository: EcrOperation<"CreateRepository"> = {
  access: onRepository("CreateRepository"),

  run({ store, clock }, { repositoryName = "", tags, ...input }) {
    if (store.find(repositoryName) !== undefined) throw repositoryExists(repositoryName, store.scope.account);
    const repository: Repository = {
      name: repositoryName,
      createdAt: clock.now(),
      tags: tagsOf(tags),
      imageTagMutability: input.imageTagMutability ?? "MUTABLE",
      imageTagMutabilityExclusionFilters: input.imageTagMutabilityExclusionFilters,
      imageScanningConfiguration: { scanOnPush: false, ...input.imageScanningConfiguration },
      encryptionConfiguration: input.encryptionConfiguration ?? { encryptionType: "AES256" },
    };

    store.put(repository);
    return { repository: repositoryOutput(store.scope, repository) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export const describeRepositories: EcrOperation<"DescribeRepositories"> = {
  access: ({ repositoryNames = ["*"] }, scope) =>
    repositoryNames.map((name) => ({ action: "ecr:DescribeRepositories", resource: repositoryArn(scope, name) })),

  run({ store }, { repositoryNames, nextToken, maxResults = resultsDefault }) {
    const wanted = repositoryNames?.map((name) => store.repository(name)) ?? store.list();
    const { items, next } = pageOf(wanted, { token: nextToken, max: maxResults, idOf: ({ name }) => name });
    return { repositories: items.map((repository) => repositoryOutput(store.scope, repository)), nextToken: next };
  },
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html */
export const deleteRepository: EcrOperation<"DeleteRepository"> = {
  access: onRepository("DeleteRepository"),

  run({ store }, { repositoryName }) {
    const repository = store.repository(repositoryName);
    store.delete(repository.name);
    return { repository: repositoryOutput(store.scope, repository) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html */
export const putImageScanningConfiguration: EcrOperation<"PutImageScanningConfiguration"> = {
  access: onRepository("PutImageScanningConfiguration"),

  run({ store }, { repositoryName, imageScanningConfiguration }) {
    const repository = { ...store.repository(repositoryName), imageScanningConfiguration };
    store.put(repository);
    return { registryId: store.scope.account, repositoryName: repository.name, imageScanningConfiguration };
  },
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html */
export const putImageTagMutability: EcrOperation<"PutImageTagMutability"> = {
  access: onRepository("PutImageTagMutability"),

  run({ store }, { repositoryName, imageTagMutability, imageTagMutabilityExclusionFilters }) {
    const settings = { imageTagMutability, imageTagMutabilityExclusionFilters };
    const repository = { ...store.repository(repositoryName), ...settings };
    store.put(repository);
    return { registryId: store.scope.account, repositoryName: repository.name, ...settings };
  },
};
