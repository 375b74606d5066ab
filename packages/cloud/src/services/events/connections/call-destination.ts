import type { HttpParameters } from "@aws-sdk/client-eventbridge";
import { AwsError } from "@millrace/wire";
import { type HttpParameters as ConnectionParameters, pairs } from "../../../connections/auth-parameters.ts";
import { addParameters, addProof, type Outgoing } from "../../../connections/outgoing.ts";
import { valueAt } from "../../../inputs/json-path.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { BusEvent } from "../model.ts";
import type { EventsStore } from "../store.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html: an endpoint has five seconds */
const answerMsMax = 5_000;

export interface DestinationCall {
  readonly arn: string;
  readonly payload: string;
  readonly event: BusEvent;
  readonly parameters: HttpParameters | undefined;
}

/** Calls what an API destination names. Throws what keeps the event from being taken. */
export async function callDestination(call: Call<EventsStore>, wanted: DestinationCall): Promise<void> {
  const { store } = call;
  const [, name = "", id] = wanted.arn.slice(wanted.arn.lastIndexOf(":") + 1).split("/");
  const destination = store.connections.findDestination(name);
  const connection = destination === undefined ? undefined : store.connections.byArn(destination.connectionArn);
  if (destination === undefined || connection === undefined || (id !== undefined && destination.id !== id)) {
    throw new AwsError("ResourceNotFoundException", `Api destination ${name} does not exist.`, { status: 400 });
  }
  await store.pace.turn(destination.id, destination.ratePerSecond);
  const outgoing: Outgoing = {
    url: new URL(fillPath(destination.endpoint, wanted)),
    headers: new Headers({
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Amazon/EventBridge/ApiDestinations",
      range: "bytes=0-1048575",
    }),
  };
  addOwnParameters(outgoing, wanted);
  addParameters(outgoing, connection.auth.InvocationHttpParameters);
  const { OAuthParameters: oauth } = connection.auth;
  addProof(outgoing, connection.auth, oauth && (await store.tokens.header(connection.id, oauth)));
  const hasBody = destination.method !== "GET" && destination.method !== "HEAD";
  const response = await fetch(outgoing.url, {
    method: destination.method,
    headers: outgoing.headers,
    redirect: "manual",
    signal: AbortSignal.timeout(answerMsMax),
    ...(hasBody ? { body: bodyOf(wanted.payload, connection.auth.InvocationHttpParameters) } : {}),
  });
  await response.body?.cancel();
  if (response.ok) return;
  // A new token is asked for when the old one is refused.
  if (response.status === 401) store.tokens.forget(connection.id);
  throw refused(response.status, oauth !== undefined);
}

/** With what the connection adds, where it can be added to. */
function bodyOf(payload: string, parameters: ConnectionParameters | undefined): string {
  const added = pairs(parameters?.BodyParameters);
  if (Object.keys(added).length === 0) return payload;
  const known = parsed(payload);
  const isTable = typeof known === "object" && known !== null && !Array.isArray(known);
  return isTable ? JSON.stringify({ ...known, ...added }) : payload;
}

function parsed(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Stars of the endpoint's path stand for the values of the target, in order. */
function fillPath(endpoint: string, { parameters, event }: DestinationCall): string {
  const values = [...(parameters?.PathParameterValues ?? [])];
  return endpoint.replaceAll("*", () => encodeURIComponent(resolved(values.shift() ?? "*", event)));
}

function addOwnParameters({ headers, url }: Outgoing, { parameters, event }: DestinationCall): void {
  for (const [name, value] of Object.entries(parameters?.HeaderParameters ?? {}))
    headers.set(name, resolved(value, event));
  for (const [name, value] of Object.entries(parameters?.QueryStringParameters ?? {}))
    url.searchParams.set(name, resolved(value, event));
}

function resolved(value: string, event: BusEvent): string {
  if (!value.startsWith("$.")) return value;
  const found = valueAt(value, event);
  return typeof found === "string" ? found : JSON.stringify(found ?? "");
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html: 401, 407, 409, 429 and 5xx are tried again */
function refused(status: number, isOauth: boolean): AwsError {
  const isTransient =
    status === 407 || status === 409 || status === 429 || status >= 500 || (status === 401 && isOauth);
  return new AwsError("SdkClientError", `The API destination answered ${status}.`, {
    status: isTransient ? 503 : 400,
  });
}
