/** A sum over bytes that come piece by piece. */
export interface Checksum {
  update(bytes: Uint8Array): void;
  /** The sum of everything so far, in base64. Called once, at the end. */
  digestBase64(): string;
}
