import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSecureContext, type SecureContext } from "node:tls";
import type { ServiceKernel } from "../../../kernel/service.ts";
import { type Identity, makeCertificate } from "../../../x509/certificate.ts";

type Kernel = Pick<ServiceKernel, "folder" | "ids" | "wall">;

const name = "Millrace RDS Root CA";
const yearMs = 365 * 86_400_000;
const serialBytes = 16;
/** Names of AWS's endpoints too, for who has them lead here. */
const hosts = ["localhost", "127.0.0.1", "*.rds.amazonaws.com"];

/** Who vouches for the databases of one cloud: made once, kept with its state. */
export class Authority {
  readonly #kernel: Kernel;
  #context: SecureContext | undefined;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** What clients verify certificates by, as PEM. */
  get bundle(): string {
    return this.#own().certificate;
  }

  /** What a server shows. */
  get context(): SecureContext {
    if (this.#context === undefined) {
      const { certificate: cert, key } = this.#made({ name: "localhost", hosts, issuer: { ...this.#own(), name } });
      this.#context = createSecureContext({ cert, key, minVersion: "TLSv1.2" });
    }
    return this.#context;
  }

  #own(): Identity {
    const folder = join(this.#kernel.folder, "authority");
    const file = join(folder, "identity.json");
    if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Identity;
    const identity = this.#made({ name });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify(identity), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return identity;
  }

  /** Clocks of clients may be behind. */
  #made(wanted: Pick<Parameters<typeof makeCertificate>[0], "hosts" | "issuer" | "name">): Identity {
    const { ids, wall } = this.#kernel;
    const now = wall.now();
    return makeCertificate({ ...wanted, serial: ids.bytes(serialBytes), from: now - yearMs, to: now + 20 * yearMs });
  }
}
