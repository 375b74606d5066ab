import { invalidObjectState } from "../errors.ts";
import { objectArn } from "../model.ts";
import { isArchived } from "../objects/archive.ts";
import { checkReadConditions } from "../objects/conditions.ts";
import { describeObject, describeRange } from "../objects/describe.ts";
import { checkCustomerKey } from "../objects/encryption.ts";
import { openKey } from "../objects/encryption-key.ts";
import { findForReader, versionAction } from "../objects/find.ts";
import { wantedRange } from "../objects/range.ts";
import type { S3Operation, Shapes } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: S3Operation<"GetObject"> = {
  access: (input) => ({ action: versionAction("GetObject", input), resource: objectArn(input.Bucket, input.Key) }),

  run(call, input) {
    const { store, clock } = call;
    const object = findForReader(call, input, "GET");
    checkCustomerKey(object, input);
    if (isArchived(object, clock.now())) throw invalidObjectState(object.attributes.storageClass);
    checkReadConditions(object, input, clock.now());
    const range = wantedRange(object, input.Range, input.PartNumber);

    const answer = () => ({
      ...describeObject(store.bucket(input.Bucket), object),
      ...responseOverrides(input),
      ...describeRange(object, range, input),
      Body: store.bodies.read(object.body, range),
    });
    // Most objects ask no key: they are answered at once.
    return openKey(call, { bucket: input.Bucket, key: input.Key }, object.encryption)?.then(answer) ?? answer();
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax: Overriding response header values */
const responseOverrides = (input: Shapes["GetObject"]["input"]) => ({
  ...(input.ResponseCacheControl === undefined ? {} : { CacheControl: input.ResponseCacheControl }),
  ...(input.ResponseContentDisposition === undefined ? {} : { ContentDisposition: input.ResponseContentDisposition }),
  ...(input.ResponseContentEncoding === undefined ? {} : { ContentEncoding: input.ResponseContentEncoding }),
  ...(input.ResponseContentLanguage === undefined ? {} : { ContentLanguage: input.ResponseContentLanguage }),
  ...(input.ResponseContentType === undefined ? {} : { ContentType: input.ResponseContentType }),
  ...(input.ResponseExpires === undefined
    ? {}
    : { Expires: input.ResponseExpires, ExpiresString: input.ResponseExpires.toUTCString() }),
});
