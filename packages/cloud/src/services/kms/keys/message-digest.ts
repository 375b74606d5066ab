import type { MessageType, SigningAlgorithmSpec } from "@aws-sdk/client-kms";
import { digestBytes, digestOf } from "../crypto/signing.ts";
import { invalid, wrongAlgorithm } from "../errors.ts";
import type { Key } from "../model.ts";
import { factsOf } from "./specs.ts";

interface Signed {
  readonly Message: Uint8Array | undefined;
  readonly MessageType?: MessageType | undefined;
  readonly SigningAlgorithm: SigningAlgorithmSpec | undefined;
}

/** What a key signs of a message: its digest, which the caller may have made already. */
export function messageDigest(
  { spec }: Key,
  input: Signed,
): { readonly algorithm: SigningAlgorithmSpec; readonly digest: Buffer } {
  const { Message = new Uint8Array(), MessageType: type = "RAW", SigningAlgorithm: algorithm } = input;
  if (algorithm === undefined || factsOf(spec).signing?.includes(algorithm) !== true) {
    throw wrongAlgorithm(String(algorithm), spec);
  }
  if (type === "RAW") return { algorithm, digest: digestOf(algorithm, Message) };
  if (Message.length !== digestBytes(algorithm)) throw invalid(`Digest is invalid length for algorithm ${algorithm}.`);
  return { algorithm, digest: Buffer.from(Message) };
}
