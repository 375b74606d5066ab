import { createHash, createHmac, pbkdf2Sync } from "node:crypto";

/** https://www.postgresql.org/docs/current/auth-password.html */
const iterations = 4096;

const keyed = (key: Uint8Array, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** What a server keeps in place of a password: enough to recognise it, too little to know it. */
export function scramVerifier(password: string, salt: Uint8Array): string {
  const salted = pbkdf2Sync(password.normalize("NFKC"), salt, iterations, 32, "sha256");
  const stored = createHash("sha256").update(keyed(salted, "Client Key")).digest("base64");
  const server = keyed(salted, "Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${Buffer.from(salt).toString("base64")}$${stored}:${server}`;
}
