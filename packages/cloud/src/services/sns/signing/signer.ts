import { createHash, generateKeyPair, sign } from "node:crypto";
import { promisify } from "node:util";
import type { Clock, Ids } from "@millrace/core";
import type { Collection } from "../../../kernel/store/collection.ts";
import { selfSigned } from "./certificate.ts";

export interface Signing {
  readonly privateKey: string;
  /** PEM. */
  readonly certificate: string;
}

const yearMs = 365 * 24 * 60 * 60 * 1000;
const validYears = 10;

/** The key that this account's topics sign with in this region, made when it is first needed. */
export class Signer {
  readonly #saved: Collection<Signing>;
  #signing: Promise<Signing> | undefined;

  constructor(saved: Collection<Signing>) {
    this.#saved = saved;
  }

  /** PEM; undefined while nothing has been signed. */
  get certificate(): string | undefined {
    return this.#saved.get("")?.certificate;
  }

  signing(clock: Clock, ids: Ids): Promise<Signing> {
    this.#signing ??= this.#open(clock, ids);
    return this.#signing;
  }

  async #open(clock: Clock, ids: Ids): Promise<Signing> {
    const saved = this.#saved.get("");
    if (saved !== undefined) return saved;
    const made = await makeSigning(clock, ids);
    this.#saved.put("", made);
    return made;
  }
}

async function makeSigning(clock: Clock, ids: Ids): Promise<Signing> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "der" },
  });
  const now = clock.now();
  const certificate = selfSigned({
    privateKey,
    publicKey,
    commonName: "sns.amazonaws.com",
    serial: ids.bytes(16),
    notBefore: now - yearMs,
    notAfter: now + validYears * yearMs,
  });
  return { privateKey, certificate };
}

/** As AWS names its files; the same certificate has always the same name. */
export const certificateFile = (certificate: string): string =>
  `SimpleNotificationService-${createHash("md5").update(certificate).digest("hex")}.pem`;

/** Base64. https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
export function signatureOf(
  fields: Readonly<Record<string, string | undefined>>,
  version: string,
  key: string,
): Promise<string> {
  const signed = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const content = signed.map((name) => (fields[name] === undefined ? "" : `${name}\n${fields[name]}\n`)).join("");
  return new Promise((resolve, reject) => {
    const algorithm = version === "2" ? "RSA-SHA256" : "RSA-SHA1";
    sign(algorithm, Buffer.from(content), key, (error, signature) =>
      error === null ? resolve(signature.toString("base64")) : reject(error),
    );
  });
}
