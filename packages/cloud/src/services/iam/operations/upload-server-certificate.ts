import { upperAlphanumeric } from "@millrace/core";
import { readCertificate } from "../certificates.ts";
import { certificateExists } from "../errors.ts";
import type { ServerCertificate } from "../model.ts";
import { describeCertificate } from "../outputs.ts";
import { arnOf, type IamOperation } from "../shapes.ts";
import { readTags, tagContext, writeTags } from "../tags/tags.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadServerCertificate.html */
export const uploadServerCertificate: IamOperation<"UploadServerCertificate"> = {
  access: (input, scope) => ({
    action: "iam:UploadServerCertificate",
    resource: arnOf("server-certificate", scope, input.ServerCertificateName, input.Path),
    context: tagContext(input.Tags),
  }),

  run({ store, account, ids, clock }, input) {
    const { ServerCertificateName: name, Path: path = "/" } = input;
    if (store.serverCertificates.find(name) !== undefined) throw certificateExists(name);
    const tags = readTags(input.Tags);
    const certificate: ServerCertificate = {
      name,
      path,
      tags,
      id: `ASCA${ids.text(17, upperAlphanumeric)}`,
      arn: arnOf("server-certificate", { account }, name, path),
      createdAt: clock.now(),
      body: input.CertificateBody,
      chain: input.CertificateChain,
      expiresAt: Date.parse(readCertificate(input.CertificateBody).validTo),
    };

    store.serverCertificates.put(certificate);

    return {
      ServerCertificateMetadata: describeCertificate(certificate),
      ...(input.Tags === undefined ? {} : { Tags: writeTags(tags) }),
    };
  },
};
