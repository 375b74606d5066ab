import { AwsError } from "@millrace/wire";
import type { LocalResponse } from "../../../gateway/door.ts";
import type { ServeSite } from "../../../kernel/service.ts";
import { noWebsite } from "../errors.ts";
import type { S3Store } from "../store.ts";
import { errorPage } from "./error-page.ts";
import { hasPage, type PageContent, readPage } from "./read-page.ts";
import { redirectAll, redirectByRule } from "./redirect.ts";
import type { Visit } from "./visit.ts";

/**
 * A bucket as a website: pages instead of documents, redirects instead of refusals.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
export const serveWebsite: ServeSite<S3Store> = async (call, request) => {
  const { site, head } = request;
  if (site.kind !== "website") return undefined;
  if (head.method !== "GET" && head.method !== "HEAD") return errorPage(request, notAllowed(head.method));
  const key = keyOf(site.path);
  try {
    const configuration = call.store.bucket(site.bucket).configurations.website;
    if (configuration === undefined) throw noWebsite(site.bucket);
    const visit = { call, request, bucket: site.bucket, key, configuration };
    return redirectAll(visit) ?? redirectByRule(visit, undefined) ?? (await servePage(visit));
  } catch (error) {
    if (error instanceof AwsError) return errorPage(request, error);
    throw error;
  }
};

const keyOf = (path: string): string => {
  const text = path.replace(/^\//, "");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

async function servePage(visit: Visit): Promise<LocalResponse> {
  const { key, configuration } = visit;
  const suffix = configuration.IndexDocument?.Suffix ?? "";
  const isFolder = key === "" || key.endsWith("/");
  try {
    return pageResponse(visit, await readPage(visit, isFolder ? key + suffix : key), 200);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (!isFolder && (error.status === 404 || error.status === 403) && (await hasPage(visit, `${key}/${suffix}`))) {
      return { status: 302, headers: { location: `/${encodeURI(key)}/` }, body: "" };
    }
    return redirectByRule(visit, error.status) ?? (await errorDocument(visit, error));
  }
}

/** The bucket's own page for errors, with the status of the error itself. */
async function errorDocument(visit: Visit, error: AwsError): Promise<LocalResponse> {
  const key = visit.configuration.ErrorDocument?.Key;
  if (key === undefined) return errorPage(visit.request, error);
  try {
    return pageResponse(visit, await readPage(visit, key), error.status ?? 404);
  } catch (another) {
    if (another instanceof AwsError) return errorPage(visit.request, error);
    throw another;
  }
}

function pageResponse({ request }: Visit, page: PageContent, status: number): LocalResponse {
  if (page.WebsiteRedirectLocation !== undefined) {
    return { status: 301, headers: { location: page.WebsiteRedirectLocation }, body: "" };
  }
  const headers = [
    ["content-type", page.ContentType],
    ["content-encoding", page.ContentEncoding],
    ["content-language", page.ContentLanguage],
    ["content-disposition", page.ContentDisposition],
    ["cache-control", page.CacheControl],
    ["etag", page.ETag],
    ["last-modified", page.LastModified?.toUTCString()],
    ["content-length", page.ContentLength === undefined ? undefined : String(page.ContentLength)],
    ["x-amz-request-id", request.requestId],
  ] as const;
  return {
    status,
    headers: Object.fromEntries(headers.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    body: request.head.method === "HEAD" ? "" : (page.Body ?? ""),
  };
}

const notAllowed = (method: string): AwsError =>
  new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    status: 405,
    fields: { Method: method, ResourceType: "OBJECT" },
  });
