import type { OperationSchema } from "../schema/schema.ts";
import type { Site } from "./identify-site.ts";
import type { ProtocolName, ServiceDescription } from "./services.ts";

/** What a request turns out to be. */
export type Identified = OperationRoute | FormRoute | UploadRoute | PreflightRoute | Site;

export interface OperationRoute {
  readonly kind: "operation";
  readonly service: ServiceDescription;
  readonly protocol: ProtocolName;
  /** As the client named it, where it names it. */
  readonly name: string;
  readonly operation: OperationSchema | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** The operation stands in the body, see `identifyForm`. */
export interface FormRoute {
  readonly kind: "form";
  /** By the scope of the signature. */
  readonly service: ServiceDescription | undefined;
}

/** A browser's form that uploads a file to a bucket. */
export interface UploadRoute {
  readonly kind: "upload";
  readonly bucket: string;
}

/** A browser's question whether a page may send a request to S3. */
export interface PreflightRoute {
  readonly kind: "preflight";
  readonly bucket: string;
  readonly key: string | undefined;
}
