import { AwsError } from "../aws-error.ts";
import type { ServiceDescription } from "../identify/services.ts";
import type { OperationSchema } from "../schema/schema.ts";
import { violationsOf } from "./violations.ts";

/** Throws what the service says of an input that breaks its model's constraints. */
export function validateInput(service: ServiceDescription, operation: OperationSchema, input: unknown): void {
  const violations = violationsOf(operation.input, input);
  if (violations.length === 0) return;
  const count = violations.length === 1 ? "1 validation error" : `${violations.length} validation errors`;
  const message = `${count} detected: ${violations.join("; ")}`;
  throw new AwsError(service.protocols.includes("awsQuery") ? "ValidationError" : "ValidationException", message, {
    status: 400,
  });
}
