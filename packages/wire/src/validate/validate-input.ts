import { AwsError } from "../aws-error.ts";
import { type Binding, inputBindings } from "../http-bindings/bindings.ts";
import type { ServiceDescription } from "../identify/services.ts";
import type { OperationSchema } from "../schema/schema.ts";
import { mustNotBeNull, type Violation, violationsOf } from "./violations.ts";

/** Throws what the service says of an input that breaks its model's constraints. */
export function validateInput(service: ServiceDescription, operation: OperationSchema, input: unknown): void {
  const found = violationsOf(operation.input, input);
  if (found.length === 0) return;
  const violations = found.filter((violation) => isChecked(service, operation, violation));
  const [first] = violations;
  if (first === undefined) return;
  throw (refusals[service.name] ?? commonRefusal)({ service, operation, violations, first });
}

const enumRuleStart = "Member must satisfy enum value set";
const patternRule = "Member must satisfy regular expression pattern";

/** Their models are stricter than they are: names that the patterns refuse get errors of the service's own. */
const lenient = new Set(["s3", "s3control", "ec2", "sqs", "sns", "rds", "autoscaling"]);

/** S3 has words of its own for the value of every header and parameter; only its documents are held against the model. */
function isChecked(service: ServiceDescription, operation: OperationSchema, violation: Violation): boolean {
  // S3 takes an empty set of tags also where it is left out. Observed on AWS.
  if (service.name === "s3" && violation.path === "tagging.tagSet") return false;
  if (violation.rule === mustNotBeNull) return true;
  if (service.name === "s3") return isInDocument(operation, violation) && !isOfEvents(operation, violation);
  // All that its model says beyond that are names, and for unknown ones SQS has words of its own.
  if (service.name === "sqs") return false;
  // ARNs of log groups end in `:*`, which the model's pattern knows nothing of. Observed on AWS.
  if (service.name === "logs" && violation.path === "resourceArn") return violation.rule === mustNotBeNull;
  // EventBridge prints the events that are too many, by names of its own.
  if (service.name === "events" && violation.path === "entries") return false;
  // Runtimes come and go faster than models: which one may be named is Lambda's to say.
  if (service.name === "lambda" && violation.path === "runtime") return false;
  return !(lenient.has(service.name) && violation.rule.startsWith(patternRule));
}

/** Regions come faster than models: which one may be named is S3's to say. */
const ownWords = new Set(["createBucketConfiguration.locationConstraint"]);

function isInDocument(operation: OperationSchema, { path }: Violation): boolean {
  if (ownWords.has(path)) return false;
  const place = bindingOf(operation, path)?.place;
  return place === undefined || place === "payload" || place === "body";
}

/** For events and filters of notifications that do not exist S3 has words of its own. */
const isOfEvents = (operation: OperationSchema, { rule }: Violation): boolean =>
  operation.name === "PutBucketNotificationConfiguration" && rule.includes(enumRuleStart);

function bindingOf(operation: OperationSchema, path: string): Binding | undefined {
  const root = rootOf(path).toLowerCase();
  return inputBindings(operation.input).all.find(({ member }) => member.name.toLowerCase() === root);
}

interface Refused {
  readonly service: ServiceDescription;
  readonly operation: OperationSchema;
  readonly violations: readonly Violation[];
  readonly first: Violation;
}

function commonRefusal({ service, operation, violations }: Refused): AwsError {
  const prefix = bodyPrefix(service, operation);
  const write = service.name === "iam" ? iamTextOf : textOf;
  const texts = violations.map((violation) => write({ ...violation, path: prefix(violation.path) + violation.path }));
  const count = texts.length === 1 ? "1 validation error" : `${texts.length} validation errors`;
  return new AwsError(refusalCode(service), `${count} detected: ${texts.join("; ")}`, { status: 400 });
}

function refusalCode({ name, protocols, target }: ServiceDescription): string {
  // Its model names no ValidationException in most places, and answers this one.
  if (name === "logs") return "InvalidParameterException";
  return protocols.includes("awsQuery") && target === undefined ? "ValidationError" : "ValidationException";
}

/** Observed on API Gateway: what stands in the body is named from the input on, what stands in the path is not. */
function bodyPrefix(service: ServiceDescription, operation: OperationSchema): (path: string) => string {
  if (service.name !== "apigateway") return () => "";
  const inBody = new Set(
    inputBindings(operation.input)
      .all.filter(({ place }) => place === "body")
      .map(({ member }) => member.name.toLowerCase()),
  );
  const input = `${operation.name.slice(0, 1).toLowerCase()}${operation.name.slice(1)}Input.`;
  return (path) => (inBody.has(rootOf(path).toLowerCase()) ? input : "");
}

const rootOf = (path: string): string => path.split(".")[0] ?? path;

const textOf = ({ path, value, rule }: Violation): string =>
  `Value ${value === null ? "null" : `'${shown(value)}'`} at '${path}' failed to satisfy constraint: ${rule}`;

/** IAM keeps to itself which value was wrong and which are right. */
const iamTextOf = (violation: Violation): string =>
  violation.rule.startsWith(enumRuleStart)
    ? `Value at '${violation.path}' failed to satisfy constraint: ${enumRuleStart}`
    : textOf(violation);

/** As Java prints values: a list between brackets, a map between braces. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  if (value instanceof Uint8Array) return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  if (value instanceof Date) return value.toUTCString();
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([name, entry]) => `${name}=${shown(entry)}`);
  return `{${entries.join(", ")}}`;
}

/** Services that have words of their own. */
const refusals: Readonly<Record<string, (refused: Refused) => AwsError>> = {
  s3: s3Refusal,
  ec2: ({ first }) =>
    first.rule === mustNotBeNull
      ? missingParameter(upperFirst(rootOf(first.path)))
      : new AwsError(
          "InvalidParameterValue",
          `Value (${shown(first.value)}) for parameter ${rootOf(first.path)} is invalid.`,
          {
            status: 400,
          },
        ),
  sns: (refused) =>
    refused.first.rule === mustNotBeNull && refused.first.path.endsWith("Arn")
      ? missingArn(upperFirst(refused.first.path))
      : commonRefusal(refused),
  sqs: (refused) =>
    refused.first.rule === mustNotBeNull
      ? missingQueueParameter(upperFirst(refused.first.path.split(".").at(-1) ?? ""))
      : commonRefusal(refused),
};

const upperFirst = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);

const missingParameter = (name: string): AwsError =>
  new AwsError("MissingParameter", `The request must contain the parameter ${name}`, { status: 400 });

/** Before it looks at anything else, SNS reads ARNs. */
const missingArn = (name: string): AwsError =>
  new AwsError("InvalidParameter", `Invalid parameter: ${name} Reason: no value for required parameter`, {
    status: 400,
  });

/** SQS has a name of its own for it where clients speak JSON. */
const missingQueueParameter = (name: string): AwsError =>
  new AwsError("MissingRequiredParameterException", `The request must contain the parameter ${name}.`, {
    status: 400,
    query: { code: "MissingParameter" },
  });

/** A document that does not fit is malformed; a parameter that is missing is invalid. */
function s3Refusal({ operation, first }: Refused): AwsError {
  if (isInDocument(operation, first)) {
    const code = operation.name.endsWith("Acl") ? "MalformedACLError" : "MalformedXML";
    const message = "The XML you provided was not well-formed or did not validate against our published schema";
    return new AwsError(code, message, { status: 400 });
  }
  const name = bindingOf(operation, first.path)?.name ?? rootOf(first.path);
  const fields = { ArgumentName: name, ArgumentValue: "null" };
  return new AwsError("InvalidArgument", "Invalid Argument", { status: 400, fields });
}
