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
}

export const defaultAccount = "000000000000";

/** The key pair that users of local clouds set out of habit. It is known, so its signatures are checked. */
const wellKnown: Readonly<Record<string, string>> = { test: "test" };

/** The access keys of a cloud: those that IAM and STS issue, and any other as an administrator of its account. */
export class Credentials {
  readonly #issued: Collection<Credential>;
  readonly #ids: Ids;
  /** What was read last; signatures need it at every request. */
  readonly #recent = new Map<string, Credential>();

  constructor(database: Database, ids: Ids) {
    this.#issued = new Collection(database, "credentials");
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
  issue(principal: Principal): Credential & { readonly secretAccessKey: string } {
    return this.#issue({ accessKeyId: this.#keyId("AKIA"), principal });
  }

  revoke(accessKeyId: string): void {
    this.#issued.delete(accessKeyId);
    this.#recent.delete(accessKeyId);
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

const administrator = (accessKeyId: string): Credential => ({
  accessKeyId,
  secretAccessKey: wellKnown[accessKeyId],
  principal: accountPrincipal(/^\d{12}$/.test(accessKeyId) ? accessKeyId : defaultAccount),
});
