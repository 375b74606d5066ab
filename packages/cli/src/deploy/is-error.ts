/** Whether a client threw the error that AWS calls `name`. */
export const isError = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** What `ask` answers, or undefined when AWS says by one of `names` that there is nothing. */
export async function unless<Answer>(ask: Promise<Answer>, ...names: readonly string[]): Promise<Answer | undefined> {
  try {
    return await ask;
  } catch (error) {
    if (names.some((name) => isError(error, name))) return undefined;
    throw error;
  }
}
