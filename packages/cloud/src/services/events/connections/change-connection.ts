import type { Call } from "../../../kernel/operation.ts";
import { alreadyExists, validation } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { EventsStore } from "../store.ts";
import { authorizeJob } from "../targets/jobs.ts";
import type { AuthorizationType, AuthParameters, Connection } from "./connection.ts";
import { createSecret, updateSecret } from "./keep-secret.ts";
import { authorizedTime, connectionState } from "./output.ts";

/** So that a client sees that its connection is being authorized. */
const authorizeMs = 3_000;

const wanted = {
  BASIC: "BasicAuthParameters",
  API_KEY: "ApiKeyAuthParameters",
  OAUTH_CLIENT_CREDENTIALS: "OAuthParameters",
} as const;

export async function createConnection(call: Call<EventsStore>, input: Shapes["CreateConnection"]["input"]) {
  const { store, clock, ids } = call;
  const { Name = "", AuthorizationType = "BASIC", AuthParameters = {} } = input;
  checkParameters(AuthorizationType, AuthParameters);
  if (store.connections.find(Name) !== undefined) throw alreadyExists(`Connection ${Name} already exists.`);

  const now = clock.now();
  const secretName = `events!connection/${Name}/${ids.uuid()}`;
  const secretArn = await createSecret(call, secretName, AuthParameters);
  if (store.connections.find(Name) !== undefined) throw alreadyExists(`Connection ${Name} already exists.`);
  const connection: Connection = {
    name: Name,
    id: ids.uuid(),
    description: input.Description,
    authorizationType: AuthorizationType,
    auth: AuthParameters,
    kmsKeyIdentifier: input.KmsKeyIdentifier,
    secretArn,
    state: stateAtFirst(AuthorizationType),
    createdAt: now,
    modifiedAt: now,
    authorizedAt: now,
  };
  put(call, connection);
  return connectionState(store.scope, connection);
}

export async function updateConnection(call: Call<EventsStore>, input: Shapes["UpdateConnection"]["input"]) {
  const { store, clock } = call;
  const { Name = "", AuthorizationType, AuthParameters } = input;
  const found = store.connections.connection(Name, "update");
  const authorizationType = AuthorizationType ?? found.authorizationType;
  const auth = merged(found, authorizationType, AuthParameters as AuthParameters | undefined);
  checkParameters(authorizationType, auth);

  await updateSecret(call, found, auth);
  const connection: Connection = {
    ...store.connections.connection(Name, "update"),
    description: input.Description ?? found.description,
    kmsKeyIdentifier: input.KmsKeyIdentifier ?? found.kmsKeyIdentifier,
    authorizationType,
    auth,
    state: stateAtFirst(authorizationType),
    modifiedAt: clock.now(),
    authorizedAt: clock.now(),
  };
  store.tokens.forget(connection.id);
  put(call, connection);
  return { ...connectionState(store.scope, connection), ...authorizedTime(connection) };
}

function put({ store, jobs }: Call<EventsStore>, connection: Connection): void {
  store.connections.put(connection);
  if (connection.state !== "AUTHORIZING") return;
  const { name, modifiedAt } = connection;
  jobs.add(authorizeJob, { name, modifiedAt }, { lane: name, delayMs: authorizeMs });
}

const stateAtFirst = (type: AuthorizationType): Connection["state"] =>
  type === "OAUTH_CLIENT_CREDENTIALS" ? "AUTHORIZING" : "AUTHORIZED";

/** What is not told stays what it was, within the kind of proof that is used. */
function merged(
  { auth, authorizationType }: Connection,
  type: AuthorizationType,
  changes: AuthParameters = {},
): AuthParameters {
  const name = wanted[type];
  const before = authorizationType === type ? auth : {};
  const proof = { ...before[name], ...changes[name] };
  const invocation = changes.InvocationHttpParameters ?? auth.InvocationHttpParameters;
  return { [name]: proof, ...(invocation === undefined ? {} : { InvocationHttpParameters: invocation }) };
}

function checkParameters(type: AuthorizationType, auth: AuthParameters): void {
  const name = wanted[type];
  if (auth[name] === undefined || (type === "API_KEY" && auth.ApiKeyAuthParameters?.ApiKeyName === undefined)) {
    throw validation(`Authorization type ${type} must be used with ${name}.`);
  }
}
