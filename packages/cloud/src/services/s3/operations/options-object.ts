import type { CORSRule } from "@aws-sdk/client-s3";
import type { PreflightInput, PreflightOutput } from "../../../gateway/door.ts";
import type { Operation } from "../../../kernel/operation.ts";
import { otherError } from "../errors.ts";
import type { S3Store } from "../store.ts";

/**
 * Asked for browsers, by nobody in particular: whether a page may send what it wants to.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html
 */
export const optionsObject: Operation<S3Store, { input: PreflightInput; output: PreflightOutput }> = {
  access: () => [],

  run({ store }, input) {
    const rules = store.bucket(input.Bucket).configurations.cors?.CORSRules;
    if (rules === undefined) throw forbidden("CORSResponse: CORS is not enabled for this bucket.", input);
    const rule = rules.find((one) => allows(one, input));
    if (rule === undefined) {
      throw forbidden(
        "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
        input,
      );
    }

    const isForAll = rule.AllowedOrigins?.includes("*") === true;
    return {
      AllowOrigin: isForAll ? "*" : input.Origin,
      AllowMethods: rule.AllowedMethods ?? [],
      ...(input.RequestHeaders.length === 0 ? {} : { AllowHeaders: input.RequestHeaders }),
      ...(rule.ExposeHeaders === undefined ? {} : { ExposeHeaders: rule.ExposeHeaders }),
      ...(rule.MaxAgeSeconds === undefined ? {} : { MaxAgeSeconds: rule.MaxAgeSeconds }),
      ...(isForAll ? {} : { AllowCredentials: true }),
    };
  },
};

const allows = (rule: CORSRule, { Origin, RequestMethod, RequestHeaders }: PreflightInput): boolean =>
  (rule.AllowedOrigins ?? []).some((pattern) => matches(pattern, Origin)) &&
  rule.AllowedMethods?.includes(RequestMethod) === true &&
  RequestHeaders.every((name) => rule.AllowedHeaders?.some((pattern) => matches(pattern.toLowerCase(), name)) === true);

/** At most one `*` stands for any run of characters. */
function matches(pattern: string, text: string): boolean {
  const [start = "", end] = pattern.split("*");
  if (end === undefined) return pattern === text;
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

// The misspelling is S3's own.
const forbidden = (message: string, { RequestMethod }: PreflightInput): Error =>
  otherError("AccessForbidden", 403, message, { Method: RequestMethod, ResourceType: "OBJECT" });
