import { invalidRequest, malformedXml, noSuchBucketConfiguration } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { singleConfiguration } from "./single.ts";

const methods = new Set(["GET", "PUT", "HEAD", "POST", "DELETE"]);
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
const rulesMax = 100;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export const cors = singleConfiguration({
  name: "cors",
  rights: { put: "s3:PutBucketCORS", get: "s3:GetBucketCORS" },
  read: (input: Shapes["PutBucketCors"]["input"]) => input.CORSConfiguration,
  write: ({ CORSRules }) => ({ CORSRules }),
  missing: (bucket) =>
    noSuchBucketConfiguration("NoSuchCORSConfiguration", "The CORS configuration does not exist", bucket),
  check(document) {
    const rules = document.CORSRules ?? [];
    if (rules.length === 0 || rules.length > rulesMax) throw malformedXml();
    for (const { AllowedMethods = [], AllowedOrigins = [], AllowedHeaders = [] } of rules) {
      if (AllowedMethods.length === 0 || AllowedOrigins.length === 0) throw malformedXml();
      refuseMethods(AllowedMethods);
      refuseWildcards(AllowedOrigins, "AllowedOrigin");
      refuseWildcards(AllowedHeaders, "AllowedHeader");
    }
    return document;
  },
});

function refuseMethods(wanted: readonly string[]): void {
  const unknown = wanted.find((method) => !methods.has(method));
  if (unknown === undefined) return;
  throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`);
}

function refuseWildcards(values: readonly string[], element: string): void {
  const wrong = values.find((value) => value.split("*").length > 2);
  if (wrong === undefined) return;
  throw invalidRequest(`${element} "${wrong}" can not have more than one wildcard.`);
}
