import { createSign } from "node:crypto";
import { bitString, integer, nothing, objectId, sequence, set, text, time } from "./der.ts";

export interface Certified {
  readonly privateKey: string;
  /** DER. */
  readonly publicKey: Buffer;
  readonly commonName: string;
  readonly serial: Buffer;
  readonly notBefore: number;
  readonly notAfter: number;
}

const sha256WithRsa = () => sequence(objectId("1.2.840.113549.1.1.11"), nothing());
const commonNameOf = (name: string) => sequence(set(sequence(objectId("2.5.4.3"), text(name))));

/** A certificate that vouches for itself, as PEM. https://datatracker.ietf.org/doc/html/rfc5280#section-4.1 */
export function selfSigned({ privateKey, publicKey, commonName, serial, notBefore, notAfter }: Certified): string {
  const name = commonNameOf(commonName);
  const content = sequence(
    integer(serial),
    sha256WithRsa(),
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    publicKey,
  );
  const signature = createSign("RSA-SHA256").update(content).sign(privateKey);
  const lines =
    sequence(content, sha256WithRsa(), bitString(signature))
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
