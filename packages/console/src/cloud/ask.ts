/** Why the cloud did not do it, in its own code and words. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "Refusal";
    this.code = code;
  }
}

interface Answered {
  readonly error?: { readonly code: string; readonly message: string } | string;
}

/** Asks one of the cloud's own pages. Throws Refusal. */
export async function ask<Answer>(
  path: string,
  body?: object,
  method = body === undefined ? "GET" : "POST",
): Promise<Answer> {
  const response = await fetch(path, {
    method,
    headers: { "x-millrace-console": "1", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refusal("Unreachable", "The cloud does not answer");
  });
  const answered = (await response.json().catch(() => ({}))) as Answered;
  if (typeof answered.error === "object") throw new Refusal(answered.error.code, answered.error.message);
  if (response.ok) return answered as Answer;
  throw new Refusal(String(response.status), answered.error ?? response.statusText);
}
