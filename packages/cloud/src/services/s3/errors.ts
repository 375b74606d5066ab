import { AwsError } from "@millrace/wire";

const error = (code: string, status: number, message: string, fields: Record<string, unknown> = {}): AwsError =>
  new AwsError(code, message, { status, fields });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const noSuchBucket = (BucketName: string): AwsError =>
  error("NoSuchBucket", 404, "The specified bucket does not exist", { BucketName });

export const noSuchKey = (Key: string): AwsError =>
  error("NoSuchKey", 404, "The specified key does not exist.", { Key });

/** To requests whose answers have no body. */
export const notFound = (headers: Readonly<Record<string, string>> = {}): AwsError =>
  new AwsError("NotFound", "Not Found", { status: 404, headers });

export const noSuchUpload = (UploadId: string): AwsError =>
  error(
    "NoSuchUpload",
    404,
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    { UploadId },
  );

export const bucketOwnedByYou = (BucketName: string): AwsError =>
  error(
    "BucketAlreadyOwnedByYou",
    409,
    "Your previous request to create the named bucket succeeded and you already own it.",
    {
      BucketName,
    },
  );

export const bucketExists = (BucketName: string): AwsError =>
  error(
    "BucketAlreadyExists",
    409,
    "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
    { BucketName },
  );

/** Where a bucket of another region is to be asked for: clients that can sign anew for that region. */
export const permanentRedirect = (Bucket: string, region: string): AwsError =>
  new AwsError(
    "PermanentRedirect",
    "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
    {
      status: 301,
      fields: { Endpoint: `${Bucket}.s3.${region}.amazonaws.com`, Bucket },
      headers: { "x-amz-bucket-region": region },
    },
  );

export const bucketNotEmpty = (BucketName: string): AwsError =>
  error("BucketNotEmpty", 409, "The bucket you tried to delete is not empty", { BucketName });

export const invalidBucketName = (BucketName: string): AwsError =>
  error("InvalidBucketName", 400, "The specified bucket is not valid.", { BucketName });

export const illegalLocation = (constraint: string): AwsError =>
  error(
    "IllegalLocationConstraintException",
    400,
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );

export const invalidLocation = (LocationConstraint: string): AwsError =>
  error("InvalidLocationConstraint", 400, "The specified location-constraint is not valid", { LocationConstraint });

export const wrongToken = (): AwsError =>
  invalidArgument("The continuation token provided is incorrect", "continuation-token");

export const preconditionFailed = (Condition: string): AwsError =>
  error("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold", { Condition });

export const notModified = (): AwsError => error("NotModified", 304, "Not Modified");

export const invalidRange = (RangeRequested: string, ActualObjectSize: number): AwsError =>
  error("InvalidRange", 416, "The requested range is not satisfiable", { ActualObjectSize, RangeRequested });

export const invalidPartNumber = (PartNumberRequested: number, ActualPartCount: number): AwsError =>
  error("InvalidPartNumber", 416, "The requested partnumber is not satisfiable", {
    PartNumberRequested,
    ActualPartCount,
  });

export const invalidArgument = (message: string, ArgumentName?: string, ArgumentValue?: unknown): AwsError =>
  error("InvalidArgument", 400, message, {
    ...(ArgumentName === undefined ? {} : { ArgumentName }),
    ...(ArgumentValue === undefined ? {} : { ArgumentValue }),
  });

export const invalidRequest = (message: string): AwsError => error("InvalidRequest", 400, message);

export const keyTooLong = (Size: number): AwsError =>
  error("KeyTooLongError", 400, "Your key is too long", { Size, MaxSizeAllowed: 1024 });

export const metadataTooLarge = (Size: number, MaxSizeAllowed: number): AwsError =>
  error("MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size", {
    Size,
    MaxSizeAllowed,
  });

export const entityTooLarge = (ProposedSize: number, MaxSizeAllowed: number): AwsError =>
  error("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size", {
    ProposedSize,
    MaxSizeAllowed,
  });

export const entityTooSmall = (fields: { ETag: string; PartNumber: number; ProposedSize: number }): AwsError =>
  error("EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size", {
    ...fields,
    MinSizeAllowed: 5_242_880,
  });

export const invalidPart = (fields: { UploadId: string; PartNumber: number; ETag: string }): AwsError =>
  error(
    "InvalidPart",
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    fields,
  );

export const invalidPartOrder = (UploadId: string): AwsError =>
  error(
    "InvalidPartOrder",
    400,
    "The list of parts was not in ascending order. Parts must be ordered by part number.",
    {
      UploadId,
    },
  );

export const malformedXml = (): AwsError =>
  error(
    "MalformedXML",
    400,
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

export const badDigest = (algorithm: string): AwsError =>
  error("BadDigest", 400, `The ${algorithm} you specified did not match the calculated checksum.`);

export const badPartDigest = (algorithm: string, part: number): AwsError =>
  error(
    "BadDigest",
    400,
    `The ${algorithm.toLowerCase()} you specified for part ${part} did not match what we received.`,
  );

export const checksumTypeMismatch = (expected: string, actual: string): AwsError =>
  invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`,
  );

export const noSuchTagSet = (BucketName: string): AwsError =>
  error("NoSuchTagSet", 404, "The TagSet does not exist", { BucketName });

export const invalidTag = (message: string, fields: { TagKey?: string; TagValue?: string } = {}): AwsError =>
  error("InvalidTag", 400, message, fields);

export const noSuchBucketPolicy = (BucketName: string): AwsError =>
  error("NoSuchBucketPolicy", 404, "The bucket policy does not exist", { BucketName });

export const malformedPolicy = (message: string, Detail?: string): AwsError =>
  error("MalformedPolicy", 400, message, Detail === undefined ? {} : { Detail });

export const accessDenied = (message = "Access Denied"): AwsError => error("AccessDenied", 403, message);

export const protectedByLock = (): AwsError => accessDenied("Access Denied because object protected by object lock.");

export const noSuchVersion = (Key: string, VersionId: string): AwsError =>
  error("NoSuchVersion", 404, "The specified version does not exist.", { Key, VersionId });

/** A marker has nothing to read: https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html */
export const deletedKey = (Key: string, versionId: string): AwsError =>
  new AwsError("NoSuchKey", "The specified key does not exist.", {
    status: 404,
    fields: { Key },
    headers: { "x-amz-delete-marker": "true", "x-amz-version-id": versionId },
  });

export const markerIsNoObject = (Method: string, versionId: string, modifiedAt: number): AwsError =>
  new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    status: 405,
    fields: { Method, ResourceType: "DeleteMarker" },
    headers: {
      allow: "DELETE",
      "last-modified": new Date(modifiedAt).toUTCString(),
      "x-amz-delete-marker": "true",
      "x-amz-version-id": versionId,
    },
  });

export const notImplementedHeader = (Header: string, additionalMessage?: string): AwsError =>
  error("NotImplemented", 501, "A header you provided implies functionality that is not implemented", {
    Header,
    ...(additionalMessage === undefined ? {} : { additionalMessage }),
  });

export const conditionalConflict = (Condition: string, Key: string): AwsError =>
  error(
    "ConditionalRequestConflict",
    409,
    "The conditional request cannot succeed due to a conflicting operation against this resource.",
    { Condition, Key },
  );

export const invalidBucketState = (message: string): AwsError => error("InvalidBucketState", 409, message);

export const invalidObjectState = (StorageClass: string): AwsError =>
  error("InvalidObjectState", 403, "The operation is not valid for the object's storage class", { StorageClass });

export const invalidStorageClass = (StorageClassRequested: string): AwsError =>
  error("InvalidStorageClass", 400, "The storage class you specified is not valid", { StorageClassRequested });

/** How S3 says that a bucket has no configuration of a kind. */
export const noSuchBucketConfiguration = (code: string, message: string, BucketName: string): AwsError =>
  error(code, 404, message, { BucketName });

export const noSuchConfiguration = (): AwsError =>
  error("NoSuchConfiguration", 404, "The specified configuration does not exist.");

export const invalidExpectedOwner = (owner: string): AwsError =>
  error(
    "InvalidBucketOwnerAWSAccountID",
    400,
    `The value of the expected bucket owner parameter must be an AWS Account ID... [${owner}]`,
  );

export const missingSecurityHeader = (MissingHeaderName: string): AwsError =>
  error("MissingSecurityHeader", 400, "Your request was missing a required header", { MissingHeaderName });

export const malformedAcl = (): AwsError =>
  error(
    "MalformedACLError",
    400,
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

export const unexpectedContent = (): AwsError =>
  error("UnexpectedContent", 400, "This request does not support content");

export const aclsAreOff = (): AwsError => error("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");

export const otherError = (code: string, status: number, message: string, fields: Record<string, unknown> = {}) =>
  error(code, status, message, fields);

export const illegalVersioning = (): AwsError =>
  error(
    "IllegalVersioningConfigurationException",
    400,
    "The Versioning configuration specified in the request is invalid.",
  );

export const noObjectLock = (): AwsError =>
  error("NoSuchObjectLockConfiguration", 404, "The specified object does not have a ObjectLock configuration");

/** Each destination has a name and a reason of its own, counted from one. */
export const unreachableTargets = (
  problems: readonly { readonly target: string; readonly reason: string }[],
): AwsError =>
  error(
    "InvalidArgument",
    400,
    "Unable to validate the following destination configurations",
    Object.fromEntries(
      problems.flatMap(({ target, reason }, index) => [
        [`ArgumentName${index + 1}`, target],
        [`ArgumentValue${index + 1}`, reason],
      ]),
    ),
  );

export const noWebsite = (bucket: string): AwsError =>
  noSuchBucketConfiguration(
    "NoSuchWebsiteConfiguration",
    "The specified bucket does not have a website configuration",
    bucket,
  );
