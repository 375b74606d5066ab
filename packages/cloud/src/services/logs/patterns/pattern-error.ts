/** A pattern that cannot be read. */
export class PatternError extends Error {
  override readonly name = "PatternError";
}

export function regularExpression(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw new PatternError(`${source} is no regular expression`);
  }
}
