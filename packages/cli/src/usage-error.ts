/** The command line cannot be understood: exit code 2, and a word on how to ask for help. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Something outside the program stands in the way: exit code 1, one line that says what to do. */
export class Obstacle extends Error {
  override readonly name = "Obstacle";
}
