import { AwsError } from "@millrace/wire";

const noSuchEntity = (message: string): AwsError => new AwsError("NoSuchEntityException", message);
const exists = (message: string): AwsError => new AwsError("EntityAlreadyExistsException", message);
const conflict = (message: string): AwsError => new AwsError("DeleteConflictException", message);
const invalidInput = (message: string): AwsError => new AwsError("InvalidInputException", message);

const limitExceeded = (message: string): AwsError => new AwsError("LimitExceededException", message);
export const validationError = (message: string): AwsError => new AwsError("ValidationError", message, { status: 400 });

/** What is not there, by its kind. */
export const noSuch = {
  role: (name: string) => noSuchEntity(`The role with name ${name} cannot be found.`),
  user: (name: string) => noSuchEntity(`The user with name ${name} cannot be found.`),
  group: (name: string) => noSuchEntity(`The group with name ${name} cannot be found.`),
  instanceProfile: (name: string) => noSuchEntity(`Instance Profile ${name} cannot be found.`),
  serverCertificate: (name: string) => noSuchEntity(`The Server Certificate with name ${name} cannot be found.`),
  openIdProvider: (arn: string) => noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`),
  samlProvider: (arn: string) => noSuchEntity(`Manifest not found for arn ${arn}`),
  mfaDevice: (serial: string) => noSuchEntity(`VirtualMFADevice with serial number ${serial} doesn't exist.`),
  accessKey: (id: string) => noSuchEntity(`The Access Key with id ${id} cannot be found.`),
  loginProfile: (name: string) => noSuchEntity(`Login Profile for User ${name} cannot be found.`),
  serviceCredential: (id: string) => noSuchEntity(`No such credential ${id} exists`),
  sshKey: (id: string) => noSuchEntity(`The Public Key with id ${id} cannot be found.`),
  certificate: (id: string) => noSuchEntity(`The Certificate with id ${id} cannot be found.`),
  accessReport: (id: string) => noSuchEntity(`The job with id ${id} cannot be found.`),
  alias: (name: string) => noSuchEntity(`The account alias ${name} cannot be found.`),
  passwordPolicy: (account: string) => noSuchEntity(`The Password Policy with domain name ${account} cannot be found.`),
} as const;

export const noSuchPolicy = (arn: string): AwsError =>
  noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);

export const noSuchPolicyDocument = (arn: string): AwsError => noSuchEntity(`Policy ${arn} was not found.`);

export const noSuchPolicyVersion = (arn: string, version: string): AwsError =>
  noSuchEntity(`Policy ${arn} version ${version} does not exist or is not attachable.`);

/** @param kind `role`, `user` or `group` */
export const noSuchInlinePolicy = (kind: string, name: string): AwsError =>
  noSuchEntity(`The ${kind} policy with name ${name} cannot be found.`);

export const notAttached = (arn: string): AwsError => noSuchEntity(`Policy ${arn} was not found.`);

export const notInProfile = (role: string): AwsError => noSuchEntity(`Role ${role} cannot be found.`);

export const noBoundary = (name: string): AwsError =>
  noSuchEntity(`The permissions boundary of ${name} cannot be found.`);

export const serviceNotSupported = (service: string): AwsError =>
  noSuchEntity(`No such service ${service} is supported for Service Specific Credentials`);

/** @param what e.g. `Role`, `User`, `Group` */
export const nameTaken = (what: string, name: string): AwsError => exists(`${what} with name ${name} already exists.`);

export const profileExists = (name: string): AwsError => exists(`Instance Profile ${name} already exists.`);

export const loginProfileExists = (name: string): AwsError => exists(`Login Profile for user ${name} already exists.`);

export const aliasTaken = (name: string): AwsError => exists(`The account alias ${name} already exists.`);

export const providerExists = (url: string): AwsError => exists(`Provider with url ${url} already exists.`);

export const samlProviderExists = (): AwsError => exists("Provider already exists with same name and type.");

export const mfaDeviceExists = (): AwsError => exists("MFADevice entity at the same path and name already exists.");

export const policyExists = (name: string): AwsError =>
  exists(`A policy called ${name} already exists. Duplicate names are not allowed.`);

/** @param first what must happen before, e.g. `detach all policies` */
export const mustFirst = (first: string): AwsError => conflict(`Cannot delete entity, must ${first} first.`);

export const policyIsAttached = (): AwsError => conflict("Cannot delete a policy attached to entities.");

export const deleteConflictVersions = (): AwsError =>
  conflict(
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
  );

export const defaultVersionStays = (): AwsError => conflict("Cannot delete the default version of a policy.");

export const mfaDeviceInUse = (): AwsError => conflict("Cannot delete entity, must deactivate the MFA device first.");

export const malformedPolicy = (message: string): AwsError => new AwsError("MalformedPolicyDocumentException", message);

export const tooManyVersions = (): AwsError =>
  limitExceeded(
    "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
  );

/** @param quota e.g. `PoliciesPerRole`, `PolicySize` */
export const quotaExceeded = (quota: string, max: number): AwsError =>
  limitExceeded(`Cannot exceed quota for ${quota}: ${max}`);

export const invalidPrincipal = (type: string, word: string): AwsError =>
  malformedPolicy(`Invalid principal in policy: "${type}":"${word}"`);

/** @param kind `role`, `user` or `group` */
export const inlinePoliciesTooLong = (kind: string, name: string, max: number): AwsError =>
  limitExceeded(`Maximum policy size of ${max} bytes exceeded for ${kind} ${name}`);

export const duplicateTag = (): AwsError =>
  invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

export const tooManyTags = (): AwsError => limitExceeded("The number of tags has reached the maximum limit.");

export const badArn = (): AwsError => validationError("Invalid ARN:  Could not be parsed!");

export const suffixNotAllowed = (service: string): AwsError =>
  invalidInput(`Custom suffix is not allowed for ${service}`);

export const serviceRoleTaken = (name: string): AwsError =>
  invalidInput(`Service role name ${name} has been taken in this account, please try a different suffix.`);

export const noServiceRoleTemplate = (service: string): AwsError =>
  new AwsError("AccessDenied", `Cannot find Service Linked Role template for ${service}`, { status: 403 });

export const protectedRole = (name: string): AwsError =>
  new AwsError(
    "UnmodifiableEntityException",
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  );

export const passwordPolicyBroken = (): AwsError =>
  new AwsError("PasswordPolicyViolationException", "Password does not conform to the account password policy.");

export const wrongPassword = (): AwsError =>
  new AwsError("AccessDenied", "The old password was incorrect.", { status: 403 });

export const noReport = (): AwsError =>
  new AwsError("CredentialReportNotPresentException", "No report has been generated yet.");

export const malformedCertificate = (): AwsError =>
  new AwsError(
    "MalformedCertificateException",
    "Unable to parse certificate. Please ensure the certificate is in PEM format.",
  );

export const invalidUrl = (): AwsError => invalidInput("Invalid Open ID Connect Provider URL");

export const noSuchDeletion = (id: string): AwsError => noSuchEntity(`Deletion task ${id} cannot be found.`);

export const certificateExists = (name: string): AwsError =>
  exists(`The Server Certificate with name ${name} already exists.`);
