/** The cloud ends while a stack is worked on. Nothing has failed: the next start goes on. */
export class StackStopped extends Error {
  override readonly name = "StackStopped";
}
