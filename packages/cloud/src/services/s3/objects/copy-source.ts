import { invalidArgument } from "../errors.ts";

/** What a copy copies. */
export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/** Reads `bucket/key?versionId=x`, with or without a slash before it, URL-encoded. Throws InvalidArgument. */
export function readCopySource(text: string): CopySource {
  const [path = "", versionId] = text.split("?versionId=");
  const decoded = decode(path);
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded) ?? [];
  if (bucket === undefined || key === undefined) {
    throw invalidArgument(
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      "x-amz-copy-source",
      text,
    );
  }
  return { bucket, key, versionId };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll("+", "%20"));
  } catch {
    throw invalidArgument("Invalid copy source encoding.", "x-amz-copy-source", path);
  }
}
