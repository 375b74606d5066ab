import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { isIP } from "node:net";
import { bitString, integer, octetString, oid, sequence, set, tagged, time, utf8, yes } from "./der.ts";

/** As PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

interface Wanted {
  readonly name: string;
  /** What it answers for: names of hosts and addresses. An authority has none. */
  readonly hosts?: readonly string[];
  /** Who signs it; itself when left out: then it is an authority. */
  readonly issuer?: Identity & { readonly name: string };
  readonly serial: Uint8Array;
  readonly from: number;
  readonly to: number;
}

const oids = {
  authorityKey: "2.5.29.35",
  basicConstraints: "2.5.29.19",
  commonName: "2.5.4.3",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  extendedKeyUsage: "2.5.29.37",
  keyUsage: "2.5.29.15",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  subjectKey: "2.5.29.14",
  subjectNames: "2.5.29.17",
} as const;
const version3 = tagged(0xa0, integer(Buffer.from([2])));
/** As bits from the left: keyCertSign and cRLSign, or digitalSignature. */
const usages = { authority: bitString(Buffer.from([0x06]), 1), server: bitString(Buffer.from([0x80]), 7) };

/** A new key on the curve P-256, and a certificate for it. https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
export function makeCertificate(wanted: Wanted): Identity {
  const { name, issuer, serial, from, to } = wanted;
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = issuer === undefined ? privateKey : createPrivateKey(issuer.key);
  const algorithm = sequence(oid(oids.ecdsaWithSha256));
  const body = sequence(
    version3,
    integer(serial),
    algorithm,
    named(issuer?.name ?? name),
    sequence(time(from), time(to)),
    named(name),
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(...extensions(wanted, publicKey, signer))),
  );
  const certificate = sequence(body, algorithm, bitString(sign("sha256", body, signer)));
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64").replace(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

const named = (name: string): Buffer => sequence(set(sequence(oid(oids.commonName), utf8(name))));

function extensions({ hosts = [], issuer }: Wanted, key: KeyObject, signer: KeyObject): Buffer[] {
  const extension = (id: string, content: Buffer, isCritical = false): Buffer =>
    sequence(oid(id), ...(isCritical ? [yes] : []), octetString(content));
  const isAuthority = issuer === undefined;
  return [
    extension(oids.basicConstraints, isAuthority ? sequence(yes) : sequence(), true),
    extension(oids.keyUsage, isAuthority ? usages.authority : usages.server, true),
    extension(oids.subjectKey, octetString(keyId(key))),
    extension(oids.authorityKey, sequence(tagged(0x80, keyId(createPublicKey(signer))))),
    ...(isAuthority ? [] : [extension(oids.extendedKeyUsage, sequence(oid(oids.serverAuth)))]),
    ...(hosts.length === 0 ? [] : [extension(oids.subjectNames, sequence(...hosts.map(hostName)))]),
  ];
}

const keyId = (key: KeyObject): Buffer =>
  createHash("sha1")
    .update(key.export({ type: "spki", format: "der" }))
    .digest();

const hostName = (host: string): Buffer =>
  isIP(host) === 4 ? tagged(0x87, Buffer.from(host.split(".").map(Number))) : tagged(0x82, Buffer.from(host));
