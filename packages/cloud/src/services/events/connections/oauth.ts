import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import type { EventsStore } from "../store.ts";
import type { Connection } from "./connection.ts";

const answerMsMax = 5_000;
const lifeSecondsDefault = 3600;

/** The header that proves an OAuth connection; asked for again when its token ends. Throws when it is not given. */
export async function oauthHeader({ store, clock }: Call<EventsStore>, connection: Connection): Promise<string> {
  const known = store.tokens.get(connection.id);
  if (known !== undefined && known.expireAt > clock.now()) return known.header;
  const answer = await askForToken(connection);
  const header = `Bearer ${answer.access_token}`;
  const lifeSeconds = Number(answer.expires_in ?? lifeSecondsDefault);
  store.tokens.set(connection.id, { header, expireAt: clock.now() + lifeSeconds * 1000 });
  return header;
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in?: number;
}

async function askForToken({ auth }: Connection): Promise<TokenAnswer> {
  const { url, ...request } = tokenRequest(auth.OAuthParameters ?? {});
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(answerMsMax) });
  const answer = (await response.json().catch(() => ({}))) as Partial<TokenAnswer>;
  if (!response.ok || answer.access_token === undefined) {
    throw new AwsError("AuthorizationFailed", `The authorization endpoint answered ${response.status}.`, {
      status: response.status >= 500 ? 503 : 400,
    });
  }
  return { ...answer, access_token: answer.access_token };
}

function tokenRequest(parameters: Partial<NonNullable<Connection["auth"]["OAuthParameters"]>>) {
  const { AuthorizationEndpoint = "", HttpMethod = "POST", ClientParameters: client, OAuthHttpParameters } = parameters;
  const url = new URL(AuthorizationEndpoint);
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: client?.ClientID ?? "",
    client_secret: client?.ClientSecret ?? "",
    ...pairs(OAuthHttpParameters?.BodyParameters),
  });
  const isGet = HttpMethod === "GET";
  const query = { ...pairs(OAuthHttpParameters?.QueryStringParameters), ...(isGet ? Object.fromEntries(form) : {}) };
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    ...pairs(OAuthHttpParameters?.HeaderParameters),
  };
  return { url, method: HttpMethod, headers, ...(isGet ? {} : { body: form.toString() }) };
}

const pairs = (
  list: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): Record<string, string> => Object.fromEntries(list.map(({ Key = "", Value = "" }) => [Key, Value]));
