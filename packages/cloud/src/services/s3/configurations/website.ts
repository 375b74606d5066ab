import type { RoutingRule, WebsiteConfiguration } from "@aws-sdk/client-s3";
import { invalidArgument, invalidRequest, malformedXml, noSuchBucketConfiguration } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { singleConfiguration } from "./single.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html */
const rulesMax = 50;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
export const website = singleConfiguration({
  name: "website",
  rights: { put: "s3:PutBucketWebsite", get: "s3:GetBucketWebsite" },
  read: (input: Shapes["PutBucketWebsite"]["input"]) => input.WebsiteConfiguration,
  write: (document) => ({ ...document }),
  missing: (bucket) =>
    noSuchBucketConfiguration(
      "NoSuchWebsiteConfiguration",
      "The specified bucket does not have a website configuration",
      bucket,
    ),
  check(document) {
    if (document.RedirectAllRequestsTo === undefined) checkPages(document);
    else checkRedirectAll(document);
    return document;
  },
});

function checkRedirectAll(document: WebsiteConfiguration): void {
  const { RedirectAllRequestsTo: target, IndexDocument, ErrorDocument, RoutingRules } = document;
  if (IndexDocument !== undefined || ErrorDocument !== undefined || RoutingRules !== undefined) {
    throw invalidArgument(
      "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
      "RedirectAllRequestsTo",
      "not null",
    );
  }
  checkProtocol(target?.Protocol);
}

function checkPages({ IndexDocument: index, ErrorDocument: error, RoutingRules: rules }: WebsiteConfiguration): void {
  if (index === undefined) {
    throw invalidArgument(
      "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
      "IndexDocument",
      "null",
    );
  }
  if (index.Suffix === undefined || index.Suffix === "" || index.Suffix.includes("/")) {
    throw invalidArgument("The IndexDocument Suffix is not well formed", "IndexDocument", index.Suffix);
  }
  if (error !== undefined && (error.Key ?? "") === "") {
    throw invalidArgument("The ErrorDocument Key is not well formed", "ErrorDocument", error.Key);
  }
  if (rules === undefined) return;
  if (rules.length === 0) throw malformedXml();
  if (rules.length > rulesMax) {
    throw invalidRequest(
      `${rules.length} routing rules provided, the number of routing rules in a website configuration is limited to ${rulesMax}.`,
    );
  }
  for (const rule of rules) checkRule(rule);
}

function checkRule({ Condition: condition, Redirect: redirect }: RoutingRule): void {
  if (redirect === undefined) throw malformedXml();
  checkProtocol(redirect.Protocol);
  if (redirect.ReplaceKeyWith !== undefined && redirect.ReplaceKeyPrefixWith !== undefined) {
    throw invalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
  }
  if (condition === undefined) return;
  if (condition.HttpErrorCodeReturnedEquals === undefined && condition.KeyPrefixEquals === undefined) {
    throw invalidRequest(
      "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
    );
  }
}

function checkProtocol(protocol: string | undefined): void {
  if (protocol === undefined || protocol === "http" || protocol === "https") return;
  throw invalidRequest(
    "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
  );
}
