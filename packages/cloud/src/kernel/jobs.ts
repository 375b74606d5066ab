/** Durable work: a job added during a call is committed with it, and runs (again, after a crash) until it is done. */
export interface Jobs {
  /** Adds a job of `kind` (registered by the service that adds it) with a JSON payload. */
  add(kind: string, payload: unknown, options?: { readonly delayMs?: number; readonly lane?: string }): void;
}
