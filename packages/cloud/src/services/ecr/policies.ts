import { onRepository } from "./access.ts";
import { invalidParameter, policyNotFound } from "./errors.ts";
import type { EcrOperation } from "./shapes.ts";
import type { EcrStore, Repository } from "./store.ts";

const answer = ({ scope }: EcrStore, { name }: Repository) => ({ registryId: scope.account, repositoryName: name });

function check(text: string | undefined): void {
  try {
    JSON.parse(text ?? "");
  } catch {
    throw invalidParameter(
      "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
    );
  }
}

/** The policies of a repository, found or refused. */
const ownPolicy = (store: EcrStore, repository: Repository): string => {
  if (repository.policy === undefined) throw policyNotFound("Repository", repository.name, store.scope.account);
  return repository.policy;
};

const ownLifecycle = (store: EcrStore, repository: Repository): string => {
  const { lifecyclePolicy } = repository;
  if (lifecyclePolicy === undefined) throw policyNotFound("Lifecycle", repository.name, store.scope.account);
  return lifecyclePolicy;
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html */
export const setRepositoryPolicy: EcrOperation<"SetRepositoryPolicy"> = {
  access: onRepository("SetRepositoryPolicy"),

  run({ store }, { repositoryName, policyText }) {
    const repository = store.repository(repositoryName);
    check(policyText);

    store.put({ ...repository, policy: policyText });
    return { ...answer(store, repository), policyText };
  },
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html */
export const getRepositoryPolicy: EcrOperation<"GetRepositoryPolicy"> = {
  access: onRepository("GetRepositoryPolicy"),

  run({ store }, { repositoryName }) {
    const repository = store.repository(repositoryName);
    return { ...answer(store, repository), policyText: ownPolicy(store, repository) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepositoryPolicy.html */
export const deleteRepositoryPolicy: EcrOperation<"DeleteRepositoryPolicy"> = {
  access: onRepository("DeleteRepositoryPolicy"),

  run({ store }, { repositoryName }) {
    const repository = store.repository(repositoryName);
    const policyText = ownPolicy(store, repository);

    store.put({ ...repository, policy: undefined });
    return { ...answer(store, repository), policyText };
  },
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html */
export const putLifecyclePolicy: EcrOperation<"PutLifecyclePolicy"> = {
  access: onRepository("PutLifecyclePolicy"),

  run({ store }, { repositoryName, lifecyclePolicyText }) {
    const repository = store.repository(repositoryName);
    check(lifecyclePolicyText);

    store.put({ ...repository, lifecyclePolicy: lifecyclePolicyText });
    return { ...answer(store, repository), lifecyclePolicyText };
  },
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicy.html */
export const getLifecyclePolicy: EcrOperation<"GetLifecyclePolicy"> = {
  access: onRepository("GetLifecyclePolicy"),

  run({ store }, { repositoryName }) {
    const repository = store.repository(repositoryName);
    return { ...answer(store, repository), lifecyclePolicyText: ownLifecycle(store, repository) };
  },
};

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteLifecyclePolicy.html */
export const deleteLifecyclePolicy: EcrOperation<"DeleteLifecyclePolicy"> = {
  access: onRepository("DeleteLifecyclePolicy"),

  run({ store }, { repositoryName }) {
    const repository = store.repository(repositoryName);
    const lifecyclePolicyText = ownLifecycle(store, repository);

    store.put({ ...repository, lifecyclePolicy: undefined });
    return { ...answer(store, repository), lifecyclePolicyText };
  },
};
