import { uriDecode } from "../signature/uri-encode.ts";

export interface S3Address {
  readonly bucket: string | undefined;
  /** The path without the bucket, still encoded. */
  readonly path: string;
}

/** `bucket.s3.region.anything`, `bucket.s3-region.anything`; and `bucket.localhost`, which clients make of `localhost`. */
const virtualHost = /^(.+?)\.(?:s3(?:[.-][a-z0-9-]+)*\..+|s3|localhost)$/;
const serviceHost = /^s3(?:[.-]|$)/;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export function s3Address(host: string, path: string): S3Address {
  const name = hostName(host);
  const bucket = serviceHost.test(name) ? undefined : virtualHost.exec(name)?.[1];
  if (bucket !== undefined && bucket !== "s3") return { bucket, path };
  if (path === "/" || path === "") return { bucket: undefined, path: "/" };
  const slash = path.indexOf("/", 1);
  return {
    bucket: uriDecode(slash < 0 ? path.slice(1) : path.slice(1, slash)),
    path: slash < 0 ? "/" : path.slice(slash),
  };
}

/** A host without its port, in lower case. */
export const hostName = (host: string): string => host.replace(/:\d+$/, "").toLowerCase();
