import { AwsError, dialectOf, type ServiceDescription, type Site, sha256Hex } from "@millrace/wire";
import type { Principal } from "../kernel/principal.ts";
import { anonymous, authenticate } from "./authenticate.ts";
import { bodyTooLarge } from "./body-limit.ts";
import type { LocalResponse } from "./door.ts";
import type { Exchange } from "./exchange.ts";
import { receiveBody } from "./receive-body.ts";

/** The service in the credential scope of requests that a client signs for a site. */
const signingNames = {
  "execute-api": "execute-api",
  "lambda-url": "lambda",
  "stack-signal": "cloudformation",
  website: "s3",
} as const;

/** Requests to what users put on the web: read whole, then answered by whoever runs it. */
export function serveSite(exchange: Exchange, site: Site): void {
  exchange.protocol = site.kind === "website" ? "restXml" : "restJson1";
  exchange.service = description(site);
  exchange.operationName = site.kind;
  withBody(exchange, async (body) => {
    const { door } = exchange.setting;
    const principal = senderOf(exchange, body);
    exchange.principal = principal;
    const { head, requestId, endpoint, signal } = exchange;
    const response = await door.site?.({ site, head, body, requestId, endpoint, signal, principal });
    if (response === undefined) throw notFound();
    exchange.answer(response);
  });
}

/** Pages of the cloud itself, for browsers and machines that know no AWS. */
export function serveLocal(exchange: Exchange): void {
  exchange.protocol = "restJson1";
  exchange.service = { name: "", signingName: "", version: "", protocols: [] };
  exchange.operationName = "local";
  withBody(exchange, async (body) => {
    const { head, endpoint, signal } = exchange;
    const response: LocalResponse | undefined = await exchange.setting.door.local?.({ head, body, endpoint, signal });
    if (response === undefined) throw notFound();
    exchange.answer(response);
  });
}

function withBody(exchange: Exchange, serve: (body: Buffer) => Promise<void>): void {
  exchange.admitBody();
  receiveBody(
    exchange.request,
    exchange.setting.bodyBytesMax,
    (body) => {
      serve(body).catch((error: unknown) => exchange.refuse(error));
    },
    (reason) => exchange.refuse(reason === "too large" ? bodyTooLarge("") : reason),
  );
}

const description = (site: Site): ServiceDescription => ({
  name: "",
  signingName: signingNames[site.kind],
  version: "",
  protocols: [],
});

/** Whether a site wants a signature is its own to say. */
function senderOf(exchange: Exchange, body: Buffer): Principal {
  const { head, signature, service, protocol } = exchange;
  if (signature === undefined || service === undefined || protocol === undefined) return anonymous;
  const request = { head, signature, service, dialect: dialectOf(protocol), isUnsigned: true };
  return authenticate(exchange.setting, request, () => sha256Hex(body)).principal;
}

const notFound = (): AwsError => new AwsError("NotFoundException", "Not Found", { status: 404 });
