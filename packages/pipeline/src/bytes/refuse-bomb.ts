import { PipelineError } from "../pipeline-error.ts";

/**
 * gzip can grow a thousandfold; text of partners grows five- to thirtyfold. What grows more than this, and past the bytes that any
 * machine can take, is a bomb.
 */
const growthMax = 250;
const growthFreeBytes = 256 * 1024 * 1024;

export function refuseBomb(bytesIn: number, bytesOut: number): void {
  if (bytesOut <= growthFreeBytes || bytesOut <= bytesIn * growthMax) return;
  throw new PipelineError("compression-error", `Cannot decompress the file: it grows more than ${growthMax} times`);
}
