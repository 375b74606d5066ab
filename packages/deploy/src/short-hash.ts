import { createHash } from "node:crypto";

/** Eight digits that differ where the text does. */
export const shortHash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 8);
