export const retentionJob = "retention";

export interface Retention {
  readonly group: string;
  /** Of the policy that it was begun for; another one has a sweep of its own. */
  readonly sweep: string;
}
