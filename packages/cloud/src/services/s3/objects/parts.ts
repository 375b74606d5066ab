import { checksumTypeMismatch, invalidArgument, invalidRequest } from "../errors.ts";
import type { Upload } from "../model.ts";
import { type CustomerKeyInput, isSameCustomerKey } from "./encryption.ts";

export const partNumberMax = 10_000;

/** Throws InvalidArgument unless the number is one that a part may have. */
export function checkPartNumber(number: number): void {
  if (number >= 1 && number <= partNumberMax) return;
  throw invalidArgument(
    `Part number must be an integer between 1 and ${partNumberMax}, inclusive`,
    "partNumber",
    number,
  );
}

/** A part of an upload whose sender chose an algorithm must come with that checksum. Throws InvalidRequest. */
export function checkPartAlgorithm(upload: Upload, brought: string | undefined): void {
  const isAsChosen = !upload.isChecksumChosen || brought === upload.checksumAlgorithm;
  if (isAsChosen) return;
  throw checksumTypeMismatch(upload.checksumAlgorithm.toLowerCase(), brought?.toLowerCase() ?? "null");
}

/** Parts of an upload under a client's own key come with that same key. Throws InvalidRequest. */
export function checkPartKey({ encryption }: Upload, input: CustomerKeyInput): void {
  if (encryption?.kind !== "customer" || isSameCustomerKey(encryption, input)) return;
  throw invalidRequest(
    input.SSECustomerKey === undefined
      ? "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters."
      : "The provided encryption parameters did not match the ones used originally.",
  );
}
