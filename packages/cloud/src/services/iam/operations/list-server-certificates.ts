import { describeCertificate } from "../outputs.ts";
import { arnOf, type IamOperation, pagedByName } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html */
export const listServerCertificates: IamOperation<"ListServerCertificates"> = {
  access: (input, scope) => ({
    action: "iam:ListServerCertificates",
    resource: arnOf("server-certificate", scope, "", input.PathPrefix),
  }),

  run({ store }, input) {
    const { items, ...page } = pagedByName(store.serverCertificates.list(), input);

    return { ServerCertificateMetadataList: items.map(describeCertificate), ...page };
  },
};
