import { describeCertificate } from "../outputs.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";
import { writeTags } from "../tags/tags.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServerCertificate.html */
export const getServerCertificate: IamOperation<"GetServerCertificate"> = {
  access: (input, scope, store) =>
    onEntity(
      "GetServerCertificate",
      store.serverCertificates.find(input.ServerCertificateName),
      arnOf("server-certificate", scope, input.ServerCertificateName),
    ),

  run({ store }, input) {
    const certificate = store.serverCertificates.get(input.ServerCertificateName);

    return {
      ServerCertificate: {
        ServerCertificateMetadata: describeCertificate(certificate),
        CertificateBody: certificate.body,
        CertificateChain: certificate.chain,
        Tags: writeTags(certificate.tags),
      },
    };
  },
};
