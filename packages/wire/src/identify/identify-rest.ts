import { AwsError } from "../aws-error.ts";
import { unknownOperation } from "../errors/wire-errors.ts";
import { parseQuery } from "../http-bindings/query-parameters.ts";
import { RestRouter } from "../http-bindings/router.ts";
import type { Models } from "../open-models.ts";
import { header, mediaType, type RequestHead } from "../request-head.ts";
import type { Model } from "../schema/model.ts";
import { uriDecode } from "../signature/uri-encode.ts";
import type { Identified, PreflightRoute } from "./identified.ts";
import { s3Address } from "./s3-address.ts";
import { type ServiceDescription, s3Service, servicesSigningAs } from "./services.ts";

/** Without the scope of a signature, and with S3's, a request is S3's, as on AWS only its hosts take unsigned requests. */
export function identifyRest(models: Models, head: RequestHead, scope: string | undefined): Identified {
  const service = scope === undefined ? serviceOfPath(head.path) : serviceOfScope(scope, head.path);
  if (service === s3Service) return identifyS3(models, head);
  if (service === undefined) throw unknownOperation(404);
  const match = routerOf(models.model(service.name)).match({
    method: head.method,
    path: head.path,
    query: parseQuery(head.query),
    headers: head.headers,
    hasBucket: false,
  });
  if (match === undefined) throw unknownOperation(404);
  const protocol = service.protocols.includes("restXml") ? "restXml" : "restJson1";
  const { operation, labels } = match;
  return { kind: "operation", service, protocol, name: operation.name, operation, labels };
}

const controlPath = "/v20180820/";

const serviceOfPath = (path: string): ServiceDescription | undefined =>
  path.startsWith(controlPath) ? serviceOfScope("s3", path) : s3Service;

function serviceOfScope(scope: string, path: string): ServiceDescription | undefined {
  const found = servicesSigningAs(scope).filter((service) => service.protocols.some((name) => name.startsWith("rest")));
  if (found.length < 2) return found[0];
  const wanted = scope === "s3" ? s3Or(path) : path.startsWith("/v2/") ? "apigatewayv2" : "apigateway";
  return found.find((service) => service.name === wanted);
}

const s3Or = (path: string): string => (path.startsWith(controlPath) ? "s3control" : "s3");

function identifyS3(models: Models, head: RequestHead): Identified {
  const { bucket, path } = s3Address(header(head, "host") ?? "", head.path);
  if (head.method === "OPTIONS" && bucket !== undefined) return preflight(bucket, path);
  if (head.method === "POST" && bucket !== undefined && mediaType(head) === "multipart/form-data") {
    return { kind: "upload", bucket };
  }
  const match = routerOf(models.model("s3")).match({
    method: head.method,
    path,
    query: parseQuery(head.query),
    headers: head.headers,
    hasBucket: bucket !== undefined,
  });
  if (match === undefined) throw methodNotAllowed(head.method);
  const { operation, labels } = match;
  if (bucket !== undefined) labels["Bucket"] = bucket;
  return { kind: "operation", service: s3Service, protocol: "restXml", name: operation.name, operation, labels };
}

function preflight(bucket: string, path: string): PreflightRoute {
  return { kind: "preflight", bucket, key: path === "/" ? undefined : uriDecode(path.slice(1)) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const methodNotAllowed = (method: string): AwsError =>
  new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    status: 405,
    fields: { Method: method, ResourceType: "SERVICE" },
  });

const routers = new WeakMap<Model, RestRouter>();

function routerOf(model: Model): RestRouter {
  const known = routers.get(model);
  if (known !== undefined) return known;
  const router = new RestRouter(model);
  routers.set(model, router);
  return router;
}
