/** Of a change set that cannot be executed. */
export const failed = (reason: string) => ({ status: "FAILED", executionStatus: "UNAVAILABLE", reason }) as const;

export const nothingSubmitted =
  "The submitted information didn't contain changes. Submit different information to create a change set.";
