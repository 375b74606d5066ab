import { AwsError } from "@millrace/wire";

/** The model calls them `InvalidParameterException` and so on; the wire has the short names. */
const error = (name: string, status: number, message: string): AwsError => new AwsError(name, message, { status });

export const invalid = (message: string): AwsError => error("InvalidParameterException", 400, message);

export const invalidParameter = (what: string): AwsError => invalid(`Invalid parameter: ${what}`);

export const noSuchTopic = (): AwsError => error("NotFoundException", 404, "Topic does not exist");

export const noSuchSubscription = (): AwsError => error("NotFoundException", 404, "Subscription does not exist");

export const noSuchApplication = (): AwsError => error("NotFoundException", 404, "PlatformApplication does not exist");

export const noSuchEndpoint = (): AwsError => error("NotFoundException", 404, "Endpoint does not exist");

export const noSuchResource = (): AwsError => error("ResourceNotFoundException", 404, "Resource does not exist");

export const endpointDisabled = (): AwsError => error("EndpointDisabledException", 400, "Endpoint is disabled");

export const authorizationError = (message: string): AwsError => error("AuthorizationErrorException", 403, message);

const keyErrors: Readonly<Record<string, string>> = {
  DisabledException: "KMSDisabledException",
  KMSInvalidStateException: "KMSInvalidStateException",
  NotFoundException: "KMSNotFoundException",
};

/** What a topic says of an error of its key. */
export const keyRefused = ({ code, message }: AwsError): AwsError =>
  error(keyErrors[code] ?? "KMSAccessDeniedException", 400, message);

export const tooManyTags = (): AwsError =>
  error("TagLimitExceededException", 400, "Could not complete request: tag quota of per resource exceeded");

export const emptyBatch = (): AwsError =>
  error("EmptyBatchRequestException", 400, "The batch request doesn't contain any entries.");

export const tooManyEntries = (): AwsError =>
  error("TooManyEntriesInBatchRequestException", 400, "The batch request contains more entries than permissible.");

export const repeatedBatchId = (): AwsError =>
  error("BatchEntryIdsNotDistinctException", 400, "Two or more batch entries in the request have the same Id.");

export const invalidBatchId = (): AwsError =>
  error(
    "InvalidBatchEntryIdException",
    400,
    "The Id of a batch entry in a batch request doesn't abide by the specification.",
  );

export const batchTooLong = (): AwsError =>
  error("BatchRequestTooLongException", 400, "The length of all the messages put together is more than the limit.");
