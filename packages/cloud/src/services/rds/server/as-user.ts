/** PostgreSQL refuses to run as root, but takes root for somebody else in a namespace of users of its own. */
export function asUser(file: string, words: readonly string[]): readonly [string, readonly string[]] {
  if (process.getuid?.() !== 0) return [file, words];
  return ["unshare", ["--user", "--map-user=1000", "--map-group=1000", file, ...words]];
}
