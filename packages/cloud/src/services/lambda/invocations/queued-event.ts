/** An event that was accepted for later. */
export interface QueuedEvent {
  readonly functionName: string;
  readonly qualifier?: string | undefined;
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly traceId?: string | undefined;
  /** Times the function has failed on it. */
  readonly failures?: number;
}
