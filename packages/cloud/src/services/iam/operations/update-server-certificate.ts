import { certificateExists } from "../errors.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServerCertificate.html */
export const updateServerCertificate: IamOperation<"UpdateServerCertificate"> = {
  access: (input, scope, store) =>
    onEntity(
      "UpdateServerCertificate",
      store.serverCertificates.find(input.ServerCertificateName),
      arnOf("server-certificate", scope, input.ServerCertificateName),
    ),

  run({ store, account }, input) {
    const certificate = store.serverCertificates.get(input.ServerCertificateName);
    const { NewServerCertificateName: name = certificate.name, NewPath: path = certificate.path } = input;
    if (name !== certificate.name && store.serverCertificates.find(name) !== undefined) throw certificateExists(name);

    store.serverCertificates.delete(certificate);
    store.serverCertificates.put({
      ...certificate,
      name,
      path,
      arn: arnOf("server-certificate", { account }, name, path),
    });
  },
};
