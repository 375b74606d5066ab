import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServerCertificate.html */
export const deleteServerCertificate: IamOperation<"DeleteServerCertificate"> = {
  access: (input, scope, store) =>
    onEntity(
      "DeleteServerCertificate",
      store.serverCertificates.find(input.ServerCertificateName),
      arnOf("server-certificate", scope, input.ServerCertificateName),
    ),

  run({ store }, input) {
    store.serverCertificates.delete(store.serverCertificates.get(input.ServerCertificateName));
  },
};
