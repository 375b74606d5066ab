import { useEffect, useState } from "preact/hooks";

/** `#/files/orders/1b4d` as its parts. */
export const readRoute = (hash: string): readonly string[] =>
  hash
    .replace(/^#\/?/, "")
    .split("/")
    .filter((part) => part !== "")
    .map(decoded);

/** The address of a view; parts are encoded, so that names with slashes stay one part. */
export const linkTo = (...parts: readonly string[]): string => `#/${parts.map(encodeURIComponent).join("/")}`;

export const goTo = (...parts: readonly string[]): void => {
  location.hash = linkTo(...parts);
};

export function useRoute(): readonly string[] {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener("hashchange", follow);
    // Effects run after the first drawing: the address may have changed since.
    follow();
    return () => removeEventListener("hashchange", follow);
  }, []);
  return readRoute(hash);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
