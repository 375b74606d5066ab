import type { Outcome } from "./environment.ts";

/** How a failed invocation looks: to its caller as a body, to its log as a line and in the report. */
export interface Failure {
  readonly body: Buffer;
  readonly line: string | undefined;
  readonly status: string | undefined;
  readonly errorType: string | undefined;
}

/** Undefined when the function answered. */
export function errorBody(outcome: Outcome, requestId: string, timeoutSeconds: number): Failure | undefined {
  if (outcome.kind === "response") return undefined;
  if (outcome.kind === "error") {
    return { body: outcome.body, line: undefined, status: "error", errorType: typeOf(outcome.body) };
  }
  if (outcome.kind === "timeout") {
    const text = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
    return failure({ requestId, errorType: "Sandbox.Timedout", text, line: `${requestId} ${text}`, status: "timeout" });
  }
  if (outcome.kind === "no start") {
    const { reason: text } = outcome;
    const line = `RequestId: ${requestId} Error: ${text}\nRuntime.InvalidEntrypoint`;
    return failure({ requestId, errorType: "Runtime.InvalidEntrypoint", text, line, status: "error" });
  }
  const text = exitText(outcome);
  return failure({
    requestId,
    errorType: "Runtime.ExitError",
    text,
    line: `RequestId: ${requestId} Error: ${text}`,
    status: "error",
    // The caller hears how the process ended, the report why.
    ...(outcome.isOutOfMemory === true ? { reported: "Runtime.OutOfMemory" } : {}),
  });
}

interface FailureParts {
  readonly requestId: string;
  readonly errorType: string;
  readonly text: string;
  readonly line: string;
  readonly status: string;
  readonly reported?: string;
}

function failure({ requestId, errorType, text, line, status, reported = errorType }: FailureParts): Failure {
  const body = Buffer.from(JSON.stringify({ errorType, errorMessage: `RequestId: ${requestId} Error: ${text}` }));
  return { body, line, status, errorType: status === "timeout" ? undefined : reported };
}

/** As the runtime reported it. */
function typeOf(body: Buffer): string | undefined {
  try {
    const { errorType } = JSON.parse(body.toString("utf8")) as { errorType?: unknown };
    return typeof errorType === "string" ? errorType : undefined;
  } catch {
    return undefined;
  }
}

function exitText({ code, signal, isOutOfSpace }: Extract<Outcome, { readonly kind: "exit" }>): string {
  // What the function would have been told by the system, had it been the system that bounds it.
  if (isOutOfSpace === true) return "ENOSPC: no space left on device, write";
  if (signal !== null) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  if (code === 0 || code === null) return "Runtime exited without providing a reason";
  return `Runtime exited with error: exit status ${code}`;
}

/** As Go's os package names them, in which AWS's supervisor is written. */
const signalNames: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: "aborted",
  SIGBUS: "bus error",
  SIGKILL: "killed",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
};
