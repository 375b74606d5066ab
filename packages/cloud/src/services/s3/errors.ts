import { AwsError } from "@millrace/wire";

const error = (code: string, status: number, message: string, fields: Record<string, unknown> = {}): AwsError =>
  new AwsError(code, message, { status, fields });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const noSuchBucket = (BucketName: string): AwsError =>
  error("NoSuchBucket", 404, "The specified bucket does not exist", { BucketName });

export const noSuchKey = (Key: string): AwsError =>
  error("NoSuchKey", 404, "The specified key does not exist.", { Key });

export const notFound = (): AwsError => error("NotFound", 404, "Not Found");

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

export const checksumTypeMismatch = (expected: string, actual: string): AwsError =>
  invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`,
  );

export const noSuchTagSet = (BucketName: string): AwsError =>
  error("NoSuchTagSet", 404, "The TagSet does not exist", { BucketName });

export const invalidTag = (message: string): AwsError => error("InvalidTag", 400, message);

export const noSuchBucketPolicy = (BucketName: string): AwsError =>
  error("NoSuchBucketPolicy", 404, "The bucket policy does not exist", { BucketName });

export const malformedPolicy = (message: string): AwsError => error("MalformedPolicy", 400, message);
