import { Obstacle } from "./usage-error.ts";

interface Thrown {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly address?: string;
  readonly port?: number;
  readonly errors?: readonly Thrown[];
}

/** What a client threw, as one line that says what to do; anything else as it is. */
export function explained(error: unknown): unknown {
  const { name = "", code, message = "", address, port } = firstOf(error as Thrown);
  if (code === "ECONNREFUSED") {
    const at = address === undefined ? "the endpoint" : `${address}:${port}`;
    return new Obstacle(`Nothing answers at ${at}: start a cloud with millrace up or millrace cloud, or say --aws`);
  }
  if (code === "ENOTFOUND") return new Obstacle(`Cannot find the endpoint: ${message}`);
  if (name === "CredentialsProviderError" || name === "ExpiredToken" || name === "UnrecognizedClientException") {
    return new Obstacle(`AWS does not know who asks (${message}): set AWS_PROFILE, or sign in with aws sso login`);
  }
  if (name === "ResourceNotFoundException" && /table|resource/i.test(message)) {
    return new Obstacle(
      `The pipeline is not deployed there (${message}): deploy it with millrace up or millrace deploy`,
    );
  }
  if (name === "AccessDeniedException" || name === "AccessDenied") return new Obstacle(message);
  return error;
}

/** Several addresses of one name fail together. */
const firstOf = (error: Thrown): Thrown => error?.errors?.[0] ?? error ?? {};
