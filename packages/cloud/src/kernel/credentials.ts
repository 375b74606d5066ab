import type { Ids } from "@millrace/core";
import { upperAlphanumeric } from "@millrace/core";
import { accountPrincipal, type Principal } from "./principal.ts";
import { Collection } from "./store/collection.ts";
import type { Database } from "./store/database.ts";

/** An access key, and who acts by it. */
export interface Credential {
  readonly accessKeyId: string;
  /** Undefined for keys that nobody issued: their signatures cannot be checked. */
  readonly secretAccessKey: string | undefined;
  /** Must come with every request that temporary keys sign. */
  readonly sessionToken?: string | undefined;
  readonly principal: Principal;
  /** Milliseconds since the epoch, by the cloud's clock. */
  readonly expiresAt?: number;
  /** Set for keys that were switched off or deleted: whoever comes with them is refused. */
  readonly isOff?: boolean;
}

/** When an access key was used last, and for what. */
export interface LastUse {
  readonly at: number;
  readonly service: string;
  readonly region: string;
}

export const defaultAccount = "000000000000";

/** The key pair that users of local clouds set out of habit. It is known, so its signatures are checked. */
export const wellKnownKey = { accessKeyId: "test", secretAccessKey: "test" };
const wellKnown: Readonly<Record<string, string>> = { [wellKnownKey.accessKeyId]: wellKnownKey.secretAccessKey };

/** The access keys of a cloud: those that IAM and STS issue, and any other as an administrator of its account. */
export class Credentials {
  readonly #issued: Collection<Credential>;
  readonly #uses: Collection<LastUse>;
  readonly #ids: Ids;
  /** What was read last; signatures need it at every request. */
  readonly #recent = new Map<string, Credential>();
  readonly #lastUses = new Map<string, LastUse>();

  constructor(database: Database, ids: Ids) {
    this.#issued = new Collection(database, "credentials");
    this.#uses = new Collection(database, "credentialUses");
    this.#ids = ids;
  }

  /**
   * Who acts by an access key. A key that looks like an account number belongs to that account, as users of local clouds
   * expect; any other unknown key to the default account.
   */
  find(accessKeyId: string): Credential {
    const known = this.#recent.get(accessKeyId);
    if (known !== undefined) return known;
    const credential = this.#issued.get(accessKeyId) ?? administrator(accessKeyId);
    if (this.#recent.size >= recentMax) this.#recent.clear();
    this.#recent.set(accessKeyId, credential);
    return credential;
  }

  /** Makes a temporary key: its id begins with ASIA, and it works only with its session token. */
  issueTemporary(principal: Principal, expiresAt: number): Credential & { readonly secretAccessKey: string } {
    const sessionToken = this.#ids.bytes(96).toString("base64");
    return this.#issue({ accessKeyId: this.#keyId("ASIA"), sessionToken, principal, expiresAt });
  }

  /** Makes a lasting key: its id begins with AKIA. */
  issue(principalOf: (accessKeyId: string) => Principal): Credential & { readonly secretAccessKey: string } {
    const accessKeyId = this.#keyId("AKIA");
    return this.#issue({ accessKeyId, principal: principalOf(accessKeyId) });
  }

  /** Changes whose a key is, or switches it off or on. */
  change(accessKeyId: string, changes: Pick<Partial<Credential>, "principal" | "isOff">): void {
    const credential = this.#issued.get(accessKeyId);
    if (credential === undefined) return;
    const changed = { ...credential, ...changes };
    this.#issued.put(accessKeyId, changed);
    this.#recent.set(accessKeyId, changed);
  }

  /** For good. The key is remembered, or it would count as one that nobody issued. */
  revoke(accessKeyId: string): void {
    this.change(accessKeyId, { isOff: true });
  }

  /** Takes note of a use, to the minute. */
  used(accessKeyId: string, use: LastUse): void {
    const last = this.#lastUses.get(accessKeyId);
    if (last !== undefined && use.at - last.at < usesEveryMs && last.service === use.service) return;
    if (this.#lastUses.size >= recentMax) this.#lastUses.clear();
    this.#lastUses.set(accessKeyId, use);
    this.#uses.put(accessKeyId, use);
  }

  lastUse(accessKeyId: string): LastUse | undefined {
    return this.#uses.get(accessKeyId);
  }

  #issue(credential: Omit<Credential, "secretAccessKey">): Credential & { readonly secretAccessKey: string } {
    const issued = { ...credential, secretAccessKey: this.#ids.bytes(30).toString("base64") };
    this.#issued.put(issued.accessKeyId, issued);
    this.#recent.set(issued.accessKeyId, issued);
    return issued;
  }

  #keyId = (kind: "AKIA" | "ASIA"): string => kind + this.#ids.text(16, upperAlphanumeric);
}

const recentMax = 1000;
const usesEveryMs = 60_000;

const administrator = (accessKeyId: string): Credential => ({
  accessKeyId,
  secretAccessKey: wellKnown[accessKeyId],
  principal: accountPrincipal(/^\d{12}$/.test(accessKeyId) ? accessKeyId : defaultAccount),
});
