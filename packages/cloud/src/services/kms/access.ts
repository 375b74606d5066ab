import type { Access, Scope } from "../../kernel/operation.ts";
import type { Principal } from "../../kernel/principal.ts";
import { type Key, keyArn } from "./model.ts";
import type { KmsStore } from "./store.ts";

type Context = Readonly<Record<string, string | readonly string[]>>;

interface Named {
  readonly KeyId?: string | undefined;
  readonly EncryptionContext?: Readonly<Record<string, string>> | undefined;
}

/** What a policy can ask of a call that touches a key. https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
export function keyAccess(action: string, key: Key, scope: Scope, principal: Principal, more: Context = {}): Access {
  return {
    action: `kms:${action}`,
    resource: keyArn(scope, key.id),
    context: {
      // Services have accounts of their own, which nobody knows, and who does not sign has none.
      ...(principal.kind === "service" || principal.kind === "anonymous"
        ? {}
        : { "kms:CallerAccount": principal.account }),
      "kms:KeyOrigin": key.origin,
      "kms:KeySpec": key.spec,
      "kms:KeyUsage": key.usage,
      "kms:MultiRegion": String(key.multiRegion !== undefined),
      ...Object.fromEntries(Object.entries(key.tags).map(([name, value]) => [`aws:ResourceTag/${name}`, value])),
      ...more,
    },
  };
}

export function contextKeys(pairs: Readonly<Record<string, string>> | undefined): Context {
  if (pairs === undefined || Object.keys(pairs).length === 0) return {};
  return {
    "kms:EncryptionContextKeys": Object.keys(pairs),
    ...Object.fromEntries(Object.entries(pairs).map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
  };
}

/** For operations on the one key that their input names; a key that is not there is refused before anybody is asked. */
export const onKey =
  (action: string) =>
  (input: Named, scope: Scope, store: KmsStore, principal: Principal): Access => {
    const { KeyId = "", EncryptionContext } = input;
    const alias = KeyId.includes("alias/") ? { "kms:RequestAlias": KeyId.slice(KeyId.indexOf("alias/")) } : {};
    return keyAccess(action, store.key(KeyId), scope, principal, { ...alias, ...contextKeys(EncryptionContext) });
  };

export const onNoKey = (action: string) => (): Access => ({ action: `kms:${action}`, resource: "*" });
