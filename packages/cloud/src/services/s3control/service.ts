import type { Service } from "../../kernel/service.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { untagResource } from "./operations/untag-resource.ts";

/** Amazon S3 Control, as far as Terraform's provider asks it for the tags of buckets. */
export const s3control: Service<undefined> = {
  name: "s3control",
  isGlobal: true,
  denial: { code: "AccessDenied", status: 403 },
  open: () => undefined,
  operations: {
    ListTagsForResource: listTagsForResource,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
};
