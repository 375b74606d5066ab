import { AwsError } from "@millrace/wire";

/** Clients of the query protocol are told of an API description that nobody has seen for years. */
export const noSuchQueue = (): AwsError =>
  new AwsError("QueueDoesNotExist", "The specified queue does not exist.", {
    query: { message: "The specified queue does not exist for this wsdl version." },
  });

/** Errors that AWS's model does not have: they have one name in JSON and one in the query protocol. */
export const invalidParameter = (message: string): AwsError =>
  new AwsError("InvalidParameterValueException", message, { status: 400, query: { code: "InvalidParameterValue" } });

export const invalidValue = (value: unknown, name: string, reason: string): AwsError =>
  invalidParameter(`Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`);

export const missingParameter = (name: string): AwsError =>
  new AwsError("MissingRequiredParameterException", `The request must contain the parameter ${name}.`, {
    status: 400,
    query: { code: "MissingParameter" },
  });

export const wrongQueueType = (value: unknown, name: string): AwsError =>
  invalidValue(value, name, "The request include parameter that is not valid for this queue type.");

export const unknownAttribute = (name: string): AwsError =>
  new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);

export const onlyForFifo = (name: string): AwsError =>
  new AwsError("InvalidAttributeName", `You can specify the ${name} only when FifoQueue is set to true.`);

export const twoEncryptions = (): AwsError =>
  new AwsError(
    "InvalidAttributeName",
    "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
  );

export const invalidAttribute = (name: string, reason?: string): AwsError =>
  new AwsError(
    "InvalidAttributeValue",
    `Invalid value for the parameter ${name}.${reason === undefined ? "" : ` Reason: ${reason}`}`,
  );

export const queueExists = (attribute: string): AwsError =>
  new AwsError(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
    { query: { code: "QueueAlreadyExists" } },
  );

export const queueDeletedRecently = (): AwsError =>
  new AwsError(
    "QueueDeletedRecently",
    "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
  );

export const purgeInProgress = (name: string): AwsError =>
  new AwsError("PurgeQueueInProgress", `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`);

export const invalidAddress = (url: string): AwsError =>
  new AwsError("InvalidAddress", `The address ${url} is not valid for this endpoint.`);

export const receiptHandleInvalid = (handle: string): AwsError =>
  new AwsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`);

export const receiptHandleExpired = (handle: string): AwsError =>
  invalidValue(handle, "ReceiptHandle", "The receipt handle has expired.");

export const notInFlight = (handle: string): AwsError =>
  invalidValue(handle, "ReceiptHandle", "Message does not exist or is not available for visibility timeout change.");

export const tooManyInFlight = (): AwsError =>
  new AwsError(
    "OverLimit",
    "The maximum number of in flight messages is reached. Delete messages, or receive them later.",
  );

export const invalidContents = (character: number): AwsError =>
  new AwsError(
    "InvalidMessageContents",
    `Invalid binary character '#x${character.toString(16).toUpperCase()}' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF`,
  );

export const emptyBatch = (entry: string): AwsError =>
  new AwsError("EmptyBatchRequest", `There should be at least one ${entry} in the request.`);

export const tooManyEntries = (count: number, max: number): AwsError =>
  new AwsError(
    "TooManyEntriesInBatchRequest",
    `Maximum number of entries per request are ${max}. You have sent ${count}.`,
  );

export const invalidBatchId = (): AwsError =>
  new AwsError(
    "InvalidBatchEntryId",
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
  );

export const repeatedBatchId = (id: string): AwsError => new AwsError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);

export const batchTooLong = (bytes: number, bytesMax: number): AwsError =>
  new AwsError(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${bytesMax} bytes. You have sent ${bytes} bytes.`,
  );

const keyErrors: Readonly<Record<string, string>> = {
  AccessDeniedException: "KmsAccessDenied",
  DisabledException: "KmsDisabled",
  InvalidKeyUsageException: "KmsInvalidKeyUsage",
  KMSInvalidStateException: "KmsInvalidState",
  NotFoundException: "KmsNotFound",
};

/** What a queue says of an error of its key. */
export const keyRefused = ({ code, message }: AwsError): AwsError =>
  new AwsError(keyErrors[code] ?? "KmsAccessDenied", message, { status: 400 });

export const noSuchResource = (parameter: string): AwsError =>
  new AwsError(
    "ResourceNotFoundException",
    `The resource that you specified for the ${parameter} parameter doesn't exist.`,
  );
