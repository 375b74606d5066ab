import type { Service } from "../../kernel/service.ts";
import { assumeRole } from "./operations/assume-role.ts";
import { getAccessKeyInfo } from "./operations/get-access-key-info.ts";
import { getCallerIdentity } from "./operations/get-caller-identity.ts";

/** AWS Security Token Service: who am I, and keys for the time of a session. */
export const sts: Service<undefined> = {
  name: "sts",
  isGlobal: true,
  denial: { code: "AccessDenied", status: 403 },
  open: () => undefined,
  operations: {
    AssumeRole: assumeRole,
    GetAccessKeyInfo: getAccessKeyInfo,
    GetCallerIdentity: getCallerIdentity,
  },
};
