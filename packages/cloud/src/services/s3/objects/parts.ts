import { checksumTypeMismatch, invalidArgument } from "../errors.ts";
import type { Upload } from "../model.ts";

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
