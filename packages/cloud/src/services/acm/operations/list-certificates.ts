import type { Filters } from "@aws-sdk/client-acm";
import { pageOf } from "../../../kernel/paging.ts";
import { onAll } from "../access.ts";
import { type Certificate, idOf } from "../model.ts";
import { summaryOf } from "../output.ts";
import type { AcmOperation } from "../shapes.ts";
import { certificateUsers } from "../users.ts";

const pageMax = 1000;

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html */
export const listCertificates: AcmOperation<"ListCertificates"> = {
  access: onAll("ListCertificates"),

  async run(call, { CertificateStatuses: statuses, Includes: includes, NextToken: token, MaxItems: max = pageMax }) {
    const wanted = [...call.store.list()].filter(
      (one) =>
        (statuses === undefined || statuses.some((status) => status === one.status)) && isIncluded(one, includes),
    );
    const { items, next } = pageOf(wanted, { token, max, idOf });
    const usersOf = await certificateUsers(call);
    return { CertificateSummaryList: items.map((one) => summaryOf(one, usersOf(one.arn))), NextToken: next };
  },
};

/** AWS lists RSA keys of 2,048 bits at most where no other kinds are asked for. */
function isIncluded({ keyAlgorithm }: Certificate, includes: Filters | undefined): boolean {
  const { keyTypes = ["RSA_1024", "RSA_2048"] } = includes ?? {};
  return keyTypes.some((type) => type === keyAlgorithm);
}
