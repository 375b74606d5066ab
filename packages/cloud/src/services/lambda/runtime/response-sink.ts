/** Takes an answer part by part, while the function is still at it. */
export interface ResponseSink {
  begin(contentType: string | undefined): void;
  /** Resolves when more may come. */
  write(chunk: Buffer): Promise<void> | void;
}
