import { AwsError } from "@millrace/wire";
import type { AwsCalls } from "../../../kernel/calls.ts";
import type { Principal } from "../../../kernel/principal.ts";
import { callService } from "../../../sdk-calls/call-service.ts";
import { validation } from "../errors.ts";
import { toText } from "../templates/text.ts";

interface Caller {
  readonly aws: AwsCalls;
  readonly principal: Principal;
  readonly endpoint: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const bodyBytesMax = 51_200;
const objectBytesMax = 1_048_576;

interface Source {
  readonly body: string | undefined;
  readonly url: string | undefined;
  /** As members of inputs are called, e.g. `template`. */
  readonly what: string;
}

/** The text that a request brings or names by the URL of an S3 object; undefined when it does neither. */
export async function fetchText(caller: Caller, { body, url, what }: Source): Promise<string | undefined> {
  if (body !== undefined && url !== undefined) {
    throw validation("You cannot specify both Template URL and Template Body at the same time.");
  }
  if (url !== undefined) return await readObject(caller, placeOfObject(url, caller.endpoint));
  if (body !== undefined && Buffer.byteLength(body) > bodyBytesMax) {
    throw validation(
      `1 validation error detected: Value at '${what}Body' failed to satisfy constraint: Member must have length less than or equal to ${bodyBytesMax}`,
    );
  }
  return body;
}

export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
}

export async function readObject({ aws, principal }: Caller, { bucket, key, version }: ObjectPlace): Promise<string> {
  try {
    const parameters = { Bucket: bucket, Key: key, ...(version === undefined ? {} : { VersionId: version }) };
    const { Body: body = "" } = await callService(aws, "s3", "GetObject", { parameters, principal });
    const text = toText(body);
    if (Buffer.byteLength(text) > objectBytesMax) {
      throw validation(`Template may not exceed ${objectBytesMax} bytes in size.`);
    }
    return text;
  } catch (error) {
    if (error instanceof AwsError && error.code !== "ValidationError") throw validation(`S3 error: ${error.message}`);
    throw error;
  }
}

/** Buckets in host names or in paths, of AWS or of this cloud however it is reached. */
export function placeOfObject(text: string, endpoint: string): ObjectPlace {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw validation(`TemplateURL must reference a valid S3 object to which you have access.`);
  const path = decodeURIComponent(url.pathname.slice(1));
  const version = url.searchParams.get("versionId");
  const more = version === null ? {} : { version };
  const bucket = bucketOfHost(url, endpoint);
  if (bucket === undefined)
    throw validation(`S3 error: Domain name specified in ${url.hostname} is not a valid S3 domain`);
  if (bucket !== "") return { bucket, key: path, ...more };
  const slash = path.indexOf("/");
  if (slash <= 0) throw validation("TemplateURL must reference a valid S3 object to which you have access.");
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1), ...more };
}

/** Empty where the path begins with the bucket; undefined for hosts that are no S3. */
function bucketOfHost({ protocol, hostname, host }: URL, endpoint: string): string | undefined {
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  if (host === new URL(endpoint).host || hostname === "localhost" || /^[\d.]+$|^\[/.test(hostname)) return "";
  const [, bucket = ""] = /^(.+)\.s3[.-]/.exec(hostname) ?? /^([^.]+)\.localhost$/.exec(hostname) ?? [];
  return bucket !== "" ? bucket : /^s3[.-]/.test(hostname) ? "" : undefined;
}
