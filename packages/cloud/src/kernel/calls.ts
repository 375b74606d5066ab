import type { Principal } from "./principal.ts";
import type { ServiceShapes } from "./service-shapes.ts";

/** How one service asks another: by AWS's own API, as a principal that must have the right to. */
export interface AwsCalls {
  /**
   * Calls `operation` of `service` as `principal` in the same account and region unless told otherwise.
   * Answers what the operation answers, after its changes are committed; throws AwsError as a client would see it.
   */
  call<Service extends keyof ServiceShapes, Name extends keyof ServiceShapes[Service] & string>(
    service: Service,
    operation: Name,
    input: ServiceShapes[Service][Name] extends { input: infer Input } ? Input : never,
    options: CallOptions,
  ): Promise<ServiceShapes[Service][Name] extends { output: infer Output } ? Output : never>;
}

export interface CallOptions {
  readonly principal: Principal;
  readonly region?: string;
  readonly account?: string;
  readonly signal?: AbortSignal;
  /** The service that asks in the name of the principal, e.g. `s3`: policies see it as `kms:ViaService`. */
  readonly via?: string;
  /** The trace that the call belongs to, as it would stand in `X-Amzn-Trace-Id`: by it functions know what goes round in circles. */
  readonly traceHeader?: string | undefined;
}
