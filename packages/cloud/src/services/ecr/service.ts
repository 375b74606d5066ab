import type { Service } from "../../kernel/service.ts";
import * as policies from "./policies.ts";
import * as repositories from "./repositories.ts";
import { EcrStore } from "./store.ts";
import * as tags from "./tags.ts";

/** Amazon Elastic Container Registry, as far as it keeps repositories: there are no images in them. */
export const ecr: Service<EcrStore> = {
  name: "ecr",
  denial: { code: "AccessDeniedException", status: 400 },
  open: ({ database }, scope) => new EcrStore(database, scope),
  operations: {
    CreateRepository: repositories.createRepository,
    DeleteLifecyclePolicy: policies.deleteLifecyclePolicy,
    DeleteRepository: repositories.deleteRepository,
    DeleteRepositoryPolicy: policies.deleteRepositoryPolicy,
    DescribeRepositories: repositories.describeRepositories,
    GetLifecyclePolicy: policies.getLifecyclePolicy,
    GetRepositoryPolicy: policies.getRepositoryPolicy,
    ListTagsForResource: tags.listTagsForResource,
    PutImageScanningConfiguration: repositories.putImageScanningConfiguration,
    PutImageTagMutability: repositories.putImageTagMutability,
    PutLifecyclePolicy: policies.putLifecyclePolicy,
    SetRepositoryPolicy: policies.setRepositoryPolicy,
    TagResource: tags.tagResource,
    UntagResource: tags.untagResource,
  },
};
