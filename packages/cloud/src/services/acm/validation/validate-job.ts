import type { JobHandler, JobOutcome } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import { issued } from "../issue.ts";
import type { Certificate, Validation } from "../model.ts";
import type { AcmStore } from "../store.ts";

export const validationJob = "validation";

const lookAgainMs = 1_000;
/** https://docs.aws.amazon.com/acm/latest/userguide/domain-ownership-validation.html */
const timeOutMs = 72 * 3_600_000;

/** Issues a certificate once its records are found. */
export const validate: JobHandler<AcmStore> = {
  laneConcurrencyMax: 1,

  async run(call, job): Promise<JobOutcome> {
    const certificate = call.store.find(job.payload as string);
    if (certificate?.status !== "PENDING_VALIDATION") return "done";
    const missing: Validation[] = [];
    for (const validation of certificate.validations) {
      if (!(await isShown(call, certificate, validation))) missing.push(validation);
    }
    if (missing.length === 0) {
      call.store.put(issued(call, certificate));
      return "done";
    }
    const isLate = call.clock.now() - certificate.createdAt >= timeOutMs;
    call.store.put({
      ...certificate,
      ...(isLate && { status: "VALIDATION_TIMED_OUT" }),
      validations: certificate.validations.map((validation) => ({
        ...validation,
        status: missing.includes(validation) ? (isLate ? "FAILED" : "PENDING_VALIDATION") : "SUCCESS",
      })),
    });
    return isLate ? "done" : { retry: { delayMs: lookAgainMs, payload: job.payload } };
  },
};

/**
 * The record is looked for where a hosted zone of this cloud has the name. Nobody could put it anywhere else that is asked
 * from here, and nobody gets mail: those names are taken to be shown.
 */
async function isShown(
  { aws, account }: Call<AcmStore>,
  { method }: Certificate,
  { name, record }: Validation,
): Promise<boolean> {
  if (method !== "DNS" || record === undefined) return true;
  const principal = accountPrincipal(account);
  const bare = name.replace(/^\*\./, "");
  const { HostedZones = [] } = await aws.call("route53", "ListHostedZones", {}, { principal });
  const zones = HostedZones.filter(
    ({ Name = "", Config }) => Config?.PrivateZone !== true && `.${bare}.`.endsWith(`.${Name}`),
  );
  if (zones.length === 0) return true;
  for (const { Id: HostedZoneId = "" } of zones) {
    const asked = { HostedZoneId, StartRecordName: record.name, StartRecordType: "CNAME", MaxItems: 1 } as const;
    const { ResourceRecordSets = [] } = await aws.call("route53", "ListResourceRecordSets", asked, { principal });
    const [found] = ResourceRecordSets;
    const isFound = found?.Name === record.name && found.Type === "CNAME";
    if (isFound && found.ResourceRecords?.some(({ Value = "" }) => sameName(Value, record.value))) return true;
  }
  return false;
}

const sameName = (one: string, two: string): boolean => one.replace(/\.$/, "").toLowerCase() === two.replace(/\.$/, "");
