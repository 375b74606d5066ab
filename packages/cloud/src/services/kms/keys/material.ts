import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { Clock, Ids } from "@millrace/core";
import type { Material } from "../model.ts";
import { factsOf, type Spec } from "./specs.ts";

const generate = promisify(generateKeyPair);

interface Source {
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A new secret for a key. Those that need no search for primes or points are there at once. */
export async function newMaterial(source: Source, spec: Spec): Promise<Material> {
  const { secretBytes } = factsOf(spec);
  if (secretBytes !== undefined) return randomMaterial(source, secretBytes);
  return materialOf(source, (await newPrivateKey(spec)).toString("base64"));
}

export const randomMaterial = (source: Source, bytes: number, rotation?: Material["rotation"]): Material =>
  materialOf(source, source.ids.bytes(bytes).toString("base64"), rotation);

export const materialOf = ({ clock, ids }: Source, bytes: string, rotation?: Material["rotation"]): Material => ({
  id: ids.bytes(32).toString("hex"),
  bytes,
  createdAt: clock.now(),
  rotation,
});

/** As PKCS #8. */
export async function newPrivateKey(spec: Spec): Promise<Buffer> {
  const { modulusBits, curve = "" } = factsOf(spec);
  const { privateKey } =
    modulusBits === undefined
      ? await generate("ec", { namedCurve: curve })
      : await generate("rsa", { modulusLength: modulusBits });
  return privateKey.export({ format: "der", type: "pkcs8" });
}
