import { upperAlphanumeric } from "@millrace/core";
import { quotaExceeded, serviceNotSupported } from "../errors.ts";
import type { ServiceCredential } from "../model.ts";
import { describeServiceCredential } from "../outputs.ts";
import { userArn, userOf } from "../owner.ts";
import { newServicePassword } from "../service-credentials.ts";
import type { IamOperation } from "../shapes.ts";

const services = new Set([
  "codecommit.amazonaws.com",
  "cassandra.amazonaws.com",
  "bedrock.amazonaws.com",
  "logs.amazonaws.com",
]);
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const perServiceMax = 2;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html */
export const createServiceSpecificCredential: IamOperation<"CreateServiceSpecificCredential"> = {
  access: (input, scope, store) => ({
    action: "iam:CreateServiceSpecificCredential",
    resource: userArn(store, scope.account, input.UserName),
    context: { "iam:ServiceSpecificCredentialServiceName": input.ServiceName },
  }),

  run(call, input) {
    const { store, account, ids, clock } = call;
    const user = userOf(call, input.UserName);
    const service = input.ServiceName;
    if (!services.has(service)) throw serviceNotSupported(service);
    const count = user.serviceCredentials.filter((credential) => credential.service === service).length;
    if (count >= perServiceMax) throw quotaExceeded("ServiceSpecificCredentialsPerUser", perServiceMax);
    const suffix = count === 0 ? "" : `+${count}`;
    const credential: ServiceCredential = {
      service,
      id: `ACCA${ids.text(17, upperAlphanumeric)}`,
      userName: `${user.name}${suffix}-at-${account}`,
      status: "Active",
      createdAt: clock.now(),
    };

    store.users.put({ ...user, serviceCredentials: [...user.serviceCredentials, credential] });

    return {
      ServiceSpecificCredential: {
        ...describeServiceCredential(credential, user),
        CreateDate: new Date(credential.createdAt),
        ServiceName: service,
        ServicePassword: newServicePassword(ids),
      },
    };
  },
};
