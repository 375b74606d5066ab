import { onNamed } from "../access.ts";
import { connectionOutput } from "../connections/output.ts";
import { withoutSecrets } from "../connections/secret.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeConnection.html */
export const describeConnection: EventsOperation<"DescribeConnection"> = {
  access: ({ Name }, scope, store) =>
    onNamed("DescribeConnection", "connection", (name) => store.connections.find(name)?.id)(Name, scope),

  run({ store }, { Name = "" }) {
    const connection = store.connections.connection(Name, "describe");
    const { description, kmsKeyIdentifier } = connection;
    return {
      ...connectionOutput(store.scope, connection),
      SecretArn: connection.secretArn,
      ...(description === undefined ? {} : { Description: description }),
      ...(kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: kmsKeyIdentifier }),
      AuthParameters: withoutSecrets(connection.auth),
    };
  },
};
