/** Percent-encoding as signatures want it: everything but `A-Z a-z 0-9 - . _ ~`. */
export function uriEncode(text: string): string {
  if (unreservedOnly.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const unreservedOnly = /^[A-Za-z0-9\-._~]*$/;

/** Leaves what is not well encoded as it is: it then matches no signature, or names nothing. */
export function uriDecode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
