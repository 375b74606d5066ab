import type { LocalResponse } from "../gateway/door.ts";

/** Nothing is loaded from elsewhere, nobody may frame a page, and nothing is taken for what it does not say it is. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

export const jsonResponse = (status: number, body: object): LocalResponse => ({
  status,
  headers: { ...securityHeaders, "content-type": "application/json", "cache-control": "no-store" },
  body: `${JSON.stringify(body)}\n`,
});

export const refused = (reason: string): LocalResponse =>
  jsonResponse(403, { error: { code: "AccessDenied", message: reason } });
