import type { Service } from "../../kernel/service.ts";
import type { AccountBlock } from "./account-block.ts";
import { deletePublicAccessBlock } from "./operations/delete-public-access-block.ts";
import { getPublicAccessBlock } from "./operations/get-public-access-block.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { putPublicAccessBlock } from "./operations/put-public-access-block.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { untagResource } from "./operations/untag-resource.ts";

/** Amazon S3 Control: the tags of buckets, as Terraform's provider asks for them, and what an account blocks in all of its buckets. */
export const s3control: Service<AccountBlock> = {
  name: "s3control",
  isGlobal: true,
  faceOf: "s3",
  denial: { code: "AccessDenied", status: 403 },
  open: (_kernel, _scope, face) => face as AccountBlock,
  operations: {
    DeletePublicAccessBlock: deletePublicAccessBlock,
    GetPublicAccessBlock: getPublicAccessBlock,
    ListTagsForResource: listTagsForResource,
    PutPublicAccessBlock: putPublicAccessBlock,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
};
