import { AwsError } from "@millrace/wire";
import type { LocalResponse, SiteRequest } from "../../../gateway/door.ts";
import type { Call } from "../../../kernel/operation.ts";
import { ChunkQueue } from "../invocations/chunk-queue.ts";
import { type RunRequest, runFunction } from "../invocations/run-function.ts";
import type { FunctionUrl } from "../model.ts";
import type { LambdaStore, Target } from "../store.ts";
import { codeSitePrefix } from "./code-location.ts";
import { corsHeaders, preflight } from "./cors.ts";
import { urlEvent } from "./url-event.ts";
import { bufferedResponse, streamedResponse, urlError } from "./url-response.ts";

/**
 * Answers a request to a function's URL.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export async function serveUrl(call: Call<LambdaStore>, request: SiteRequest): Promise<LocalResponse | undefined> {
  const { site } = request;
  if (site.kind !== "lambda-url") return undefined;
  const { store } = call;
  if (site.id.startsWith(codeSitePrefix)) return download(call, site.id.slice(codeSitePrefix.length));
  const url = store.urlById(site.id);
  const target = url && store.findTarget(url.functionName, url.qualifier);
  if (url === undefined || target === undefined) return urlError(403, "Forbidden");
  const asked = preflight(url, request);
  if (asked !== undefined) return asked;
  const isAllowed = await mayCall(call, url, request);
  if (!isAllowed) return urlError(403, "Forbidden");
  const response = await run(call, url, target, request);
  return { ...response, headers: { ...response.headers, ...corsHeaders(url, request) } };
}

async function run(
  call: Call<LambdaStore>,
  url: FunctionUrl,
  target: Target,
  request: SiteRequest,
): Promise<LocalResponse> {
  const payload = Buffer.from(JSON.stringify(urlEvent(call, url, request)));
  const { requestId } = call;
  const asked: RunRequest = { requestId, payload, traceId: undefined };
  try {
    if (url.invokeMode === "RESPONSE_STREAM") {
      const chunks = new ChunkQueue();
      const running = runFunction(call, target, { ...asked, sink: chunks });
      running.then(
        (ran) => (ran.functionError === undefined ? chunks.end(ran.body) : chunks.fail(new FunctionFailed())),
        (error: unknown) => chunks.fail(error),
      );
      await chunks.begun();
      return await streamedResponse(chunks, requestId);
    }
    const { body, functionError } = await runFunction(call, target, asked);
    if (functionError !== undefined) return urlError(502, "Internal Server Error", requestId);
    return bufferedResponse(body, requestId);
  } catch (error) {
    if (error instanceof FunctionFailed) return urlError(502, "Internal Server Error", requestId);
    if (error instanceof AwsError && error.code === "TooManyRequestsException") {
      return urlError(429, "Rate Exceeded.", requestId);
    }
    throw error;
  }
}

/** The function failed before it answered anything. */
class FunctionFailed extends Error {}

/** Asked as whoever has signed the request, or as nobody; the function's policy must let everybody in, where nobody signs. */
async function mayCall(call: Call<LambdaStore>, url: FunctionUrl, { principal }: SiteRequest): Promise<boolean> {
  if (url.authType === "AWS_IAM" && principal.kind === "anonymous") return false;
  const FunctionName = url.functionArn;
  const asked = { FunctionName, FunctionUrlAuthType: url.authType };
  return call.aws
    .call("lambda", "InvokeFunctionUrl" as "Invoke", asked, {
      principal: url.authType === "NONE" ? nobody(call) : principal,
    })
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof AwsError && error.code === "AccessDeniedException") return false;
        throw error;
      },
    );
}

const nobody = ({ account }: Call<LambdaStore>) => ({ kind: "anonymous", account }) as const;

/** The zip of a version or a layer. */
async function download({ store }: Call<LambdaStore>, blobId: string): Promise<LocalResponse> {
  try {
    const body = await store.blobs.readAll(blobId);
    return { status: 200, headers: { "content-type": "application/zip" }, body };
  } catch {
    return urlError(403, "Forbidden");
  }
}
