import type { Clock } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import { type OAuthParameters, pairs } from "./auth-parameters.ts";

const answerMsMax = 5_000;
const lifeSecondsDefault = 3600;
/** Beyond these all are asked for anew. */
const tokensMax = 1_000;

/** Tokens of OAuth, by connection, kept until they end. */
export class Tokens {
  readonly #tokens = new Map<string, { readonly header: string; readonly expireAt: number }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The header that proves a connection. Throws AwsError when it is not given. */
  async header(connectionId: string, parameters: OAuthParameters): Promise<string> {
    const known = this.#tokens.get(connectionId);
    if (known !== undefined && known.expireAt > this.#clock.now()) return known.header;
    const answer = await askForToken(parameters);
    const header = `Bearer ${answer.access_token}`;
    const lifeSeconds = Number(answer.expires_in ?? lifeSecondsDefault);
    if (this.#tokens.size >= tokensMax) this.#tokens.clear();
    this.#tokens.set(connectionId, { header, expireAt: this.#clock.now() + lifeSeconds * 1000 });
    return header;
  }

  /** Of what was refused, or is no more. */
  forget(connectionId: string): void {
    this.#tokens.delete(connectionId);
  }
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in?: number;
}

async function askForToken(parameters: OAuthParameters): Promise<TokenAnswer> {
  const { url, ...request } = tokenRequest(parameters);
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(answerMsMax) });
  const answer = (await response.json().catch(() => ({}))) as Partial<TokenAnswer>;
  if (!response.ok || answer.access_token === undefined) {
    throw new AwsError("AuthorizationFailed", `The authorization endpoint answered ${response.status}.`, {
      status: response.status >= 500 ? 503 : 400,
    });
  }
  return { ...answer, access_token: answer.access_token };
}

function tokenRequest(parameters: OAuthParameters) {
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
