import { ask } from "./ask.ts";
import { askTogether } from "./ask-together.ts";
import { region } from "./place.ts";

/** Runs an operation of AWS's API as the account. Names are AWS's; bytes are base64, times ISO 8601. Throws Refusal. */
export async function call<Output>(service: string, operation: string, input: object = {}): Promise<Output> {
  const one = { service, operation, input, region: region() };
  if (isReading.test(operation)) return (await askTogether(one)) as Output;
  return (await ask<{ output: Output }>("/_millrace/call", one)).output;
}

/** What changes something may take its time. */
const isReading = /^(Get|List|Describe|Query|Scan|Filter)/;

/** Everything of a list that comes in pages: `page` is given the token of the page before. */
export async function callAll<Item>(
  page: (token: string | undefined) => Promise<{ items: readonly Item[] | undefined; next: string | undefined }>,
  pagesMax = 20,
): Promise<Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  for (let pages = 0; pages < pagesMax; pages++) {
    const { items = [], next } = await page(token);
    all.push(...(items ?? []));
    token = next;
    if (token === undefined) break;
  }
  return all;
}

/** A quarter of an hour's address of an object. */
export async function presign(method: "GET" | "PUT", bucket: string, key: string): Promise<string> {
  return (await ask<{ url: string }>("/_millrace/presign", { method, bucket, key, region: region() })).url;
}
