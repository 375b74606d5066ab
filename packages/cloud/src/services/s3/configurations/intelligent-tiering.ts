import type { IntelligentTieringConfiguration } from "@aws-sdk/client-s3";
import { malformedXml } from "../errors.ts";
import { listedConfiguration } from "./listed.ts";

/** Days after which a tier may begin: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html */
const daysMin: Readonly<Record<string, number>> = { ARCHIVE_ACCESS: 90, DEEP_ARCHIVE_ACCESS: 180 };
const daysMax = 730;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketIntelligentTieringConfiguration.html */
export const intelligentTiering = listedConfiguration({
  name: "intelligent-tiering",
  rights: { put: "s3:PutIntelligentTieringConfiguration", get: "s3:GetIntelligentTieringConfiguration" },
  member: "IntelligentTieringConfiguration",
  list: "IntelligentTieringConfigurationList",
  check(document: IntelligentTieringConfiguration, id) {
    const tiers = document.Tierings ?? [];
    const isValid = tiers.every(
      ({ AccessTier = "", Days = 0 }) => Days >= (daysMin[AccessTier] ?? daysMax + 1) && Days <= daysMax,
    );
    if (document.Id !== id || tiers.length === 0 || !isValid) throw malformedXml();
  },
});
