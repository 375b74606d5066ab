import { AwsError } from "@millrace/wire";
import { keyAccess } from "../access.ts";
import { limitExceeded } from "../errors.ts";
import { enabledKey, endDryRun } from "../keys/usable-key.ts";
import type { Grant } from "../model.ts";
import type { KmsOperation, Shapes } from "../shapes.ts";

/** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const grantsMax = 50_000;
const isPrincipal = /^(arn:aws:(iam|sts)::\d{12}:.+|[a-z0-9.-]+\.amazonaws\.com)$/;

const isSame = (grant: Grant, input: Shapes["CreateGrant"]["input"]): boolean =>
  JSON.stringify([grant.name, grant.grantee, grant.retiring, grant.operations, grant.constraints]) ===
  JSON.stringify([input.Name, input.GranteePrincipal, input.RetiringPrincipal, input.Operations, input.Constraints]);

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
export const createGrant: KmsOperation<"CreateGrant"> = {
  access: (input, scope, store, principal) =>
    keyAccess("CreateGrant", store.key(input.KeyId ?? ""), scope, principal, {
      "kms:GranteePrincipal": input.GranteePrincipal ?? "",
      "kms:GrantOperations": input.Operations ?? [],
    }),

  run({ store, ids, clock }, input) {
    const key = enabledKey(store, input.KeyId);
    const { GranteePrincipal: grantee = "", Operations: operations = [], Name: name } = input;
    if (!isPrincipal.test(grantee)) {
      throw new AwsError("InvalidArnException", `ARN does not refer to a valid principal: ${grantee}`, { status: 400 });
    }
    const grants = [...store.grants(key.id)];
    if (grants.length >= grantsMax) throw limitExceeded("Grants per KMS key limit exceeded");
    endDryRun(input);
    const before = name === undefined ? undefined : grants.find((grant) => isSame(grant, input));
    if (before !== undefined) return { GrantToken: before.token, GrantId: before.id };

    const grant: Grant = {
      id: ids.bytes(32).toString("hex"),
      keyId: key.id,
      token: ids.bytes(48).toString("base64url"),
      name,
      grantee,
      retiring: input.RetiringPrincipal,
      operations,
      constraints: input.Constraints,
      createdAt: clock.now(),
    };
    store.putGrant(grant);
    return { GrantToken: grant.token, GrantId: grant.id };
  },
};
