import type { Pages } from "../../kernel/service.ts";
import type { RdsStore } from "./store.ts";

/** What clients verify the certificates of databases by, as AWS has it at https://truststore.pki.rds.amazonaws.com. */
export const pages: Pages<RdsStore> = {
  "/_millrace/rds-ca-bundle.pem": ([store]) =>
    store === undefined
      ? undefined
      : { status: 200, headers: { "content-type": "application/x-pem-file" }, body: store.servers.authority.bundle },
};
