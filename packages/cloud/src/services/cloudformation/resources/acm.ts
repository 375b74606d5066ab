import { isArray, isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import { PlainFailure } from "../engine/failure-reason.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";

const optionsOf = ({ DomainValidationOptions: options }: JsonObject): JsonObject[] =>
  isArray(options) ? options.filter(isObject) : [];

/**
 * Puts the records that show who has the names into the zones that the template names, and waits for the certificate.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-certificatemanager-certificate.html
 */
async function settle(work: Work, facts: Facts): Promise<void> {
  const { CertificateArn = "" } = facts;
  const describe = async (): Promise<JsonObject> => {
    const { Certificate: certificate } = await work.aws("acm", "DescribeCertificate", { CertificateArn });
    return isObject(certificate) ? certificate : {};
  };
  const asked = optionsOf(await describe());
  for (const { HostedZoneId: zone, DomainName: name } of optionsOf(facts)) {
    const record = asked.find(({ DomainName: one }) => one === name)?.["ResourceRecord"];
    if (zone === undefined || !isObject(record)) continue;
    const { Name = "", Type = "", Value = "" } = record;
    const ResourceRecordSet = { Name, Type, TTL: 300, ResourceRecords: [{ Value }] };
    const Changes = [{ Action: "UPSERT", ResourceRecordSet }];
    await work.aws("route53", "ChangeResourceRecordSets", { HostedZoneId: zone, ChangeBatch: { Changes } });
  }
  await work.until(async () => {
    const { Status: status } = await describe();
    if (status === "ISSUED") return true;
    if (status === "PENDING_VALIDATION") return undefined;
    throw new PlainFailure(`The certificate ${toText(CertificateArn)} was not issued: ${toText(status ?? "")}`);
  });
}

export const acmTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::CertificateManager::Certificate": declared({
    service: "acm",
    create: "RequestCertificate",
    delete: "DeleteCertificate",
    id: "CertificateArn",
    input(facts, { work }) {
      const { CertificateTransparencyLoggingPreference: preference, CertificateExport: isExported } = facts;
      return {
        IdempotencyToken: work.name({ max: 32 }).replaceAll("-", "_"),
        ...(optionsOf(facts).length > 0 && {
          DomainValidationOptions: optionsOf(facts).map(({ DomainName = "", ValidationDomain = DomainName }) => ({
            DomainName,
            ValidationDomain,
          })),
        }),
        Options: {
          ...(preference !== undefined && { CertificateTransparencyLoggingPreference: preference }),
          ...(isExported !== undefined && { Export: isExported }),
        },
        ...(facts["PhysicalId"] !== undefined && { CertificateArn: facts["PhysicalId"] }),
      };
    },
    settle,
    complete: async (work, facts, before) => {
      const { CertificateTransparencyLoggingPreference: preference, CertificateArn = "" } = facts;
      if (before === undefined || preference === before["CertificateTransparencyLoggingPreference"]) return;
      const Options = { CertificateTransparencyLoggingPreference: preference ?? "ENABLED" };
      await work.aws("acm", "UpdateCertificateOptions", { CertificateArn, Options });
    },
    tags: {
      style: "list",
      member: "Tags",
      add: "AddTagsToCertificate",
      remove: "RemoveTagsFromCertificate",
      target: ({ CertificateArn = "" }) => ({ CertificateArn }),
      keys: "Tags",
      areKeysTags: true,
    },
  }),
};
