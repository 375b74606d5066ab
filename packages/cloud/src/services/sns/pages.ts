import type { Pages } from "../../kernel/service.ts";
import { certificateFile } from "./signing/signer.ts";
import type { SnsStore } from "./store.ts";

/** What would have gone to people, and the certificates that messages are signed with. */
export const pages: Pages<SnsStore> = {
  "/_millrace/outbox": (stores) => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: `${JSON.stringify({ letters: stores.flatMap((store) => store.outbox.letters()) })}\n`,
  }),

  "/_millrace/sns/": (stores, { head }) => {
    const certificates = stores.flatMap(({ signer }) => signer.certificate ?? []);
    const found = certificates.find((one) => head.path.endsWith(`/${certificateFile(one)}`));
    if (found === undefined) return undefined;
    return { status: 200, headers: { "content-type": "application/x-pem-file" }, body: found };
  },
};
