import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import type { Identity } from "../../x509/certificate.ts";
import { notFound } from "./errors.ts";
import type { Certificate } from "./model.ts";

interface Settings {
  readonly daysBeforeExpiry: number;
  readonly token: string | undefined;
}

const only = "account";

/** The certificates of one account in one region. */
export class AcmStore {
  readonly #account: string;
  readonly #certificates: Collection<Certificate>;
  readonly #authority: Collection<Identity>;
  readonly settings: Collection<Settings>;

  constructor(database: Database, account: string) {
    this.#account = account;
    this.#certificates = new Collection(database, "certificates");
    this.#authority = new Collection(database, "authority");
    this.settings = new Collection(database, "settings");
  }

  list(): IterableIterator<Certificate> {
    return this.#certificates.list();
  }

  find(arn: string): Certificate | undefined {
    return this.#certificates.get(arn);
  }

  /** Throws ResourceNotFoundException. */
  certificate(arn: string): Certificate {
    const found = this.find(arn);
    if (found === undefined) throw notFound(arn, this.#account);
    return found;
  }

  put(certificate: Certificate): void {
    this.#certificates.put(certificate.arn, certificate);
  }

  delete(arn: string): void {
    this.#certificates.delete(arn);
  }

  /** Who signs what is issued here, made at the first time. */
  authority(make: () => Identity): Identity {
    const known = this.#authority.get(only);
    if (known !== undefined) return known;
    const made = make();
    this.#authority.put(only, made);
    return made;
  }
}
