import type { WebsiteConfiguration } from "@aws-sdk/client-s3";
import type { SiteRequest } from "../../../gateway/door.ts";
import type { ServeSite } from "../../../kernel/service.ts";
import type { S3Store } from "../store.ts";

/** One request to one website. */
export interface Visit {
  readonly call: Parameters<ServeSite<S3Store>>[0];
  readonly request: SiteRequest;
  readonly bucket: string;
  readonly key: string;
  readonly configuration: WebsiteConfiguration;
}
