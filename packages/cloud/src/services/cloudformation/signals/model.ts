/** One message to what waits for it: a custom resource's answer, a signal of a wait condition or of a resource. */
export interface Signal {
  readonly uniqueId: string;
  readonly isSuccess: boolean;
  readonly reason: string;
  /** As it came. */
  readonly body: string;
}
