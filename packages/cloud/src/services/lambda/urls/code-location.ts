import type { Call } from "../../../kernel/operation.ts";
import type { Code } from "../model.ts";
import type { LambdaStore } from "../store.ts";

/** Begins the name of a site that is no function but a zip to download. */
export const codeSitePrefix = "code-";

/** Where a zip can be downloaded without a signature: like AWS's presigned URLs, known only to who was told. */
export const codeLocation = ({ endpoint, region }: Call<LambdaStore>, { blobId }: Code): string =>
  `${endpoint}/_aws/lambda-url/${region}/${codeSitePrefix}${blobId}/`;
