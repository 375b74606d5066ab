export interface Tag {
  readonly index: number;
  /** The letter after it. */
  readonly end: number;
  readonly depth: number;
  /** Undefined where an element ends. */
  readonly name: string | undefined;
}

const xmlToken =
  /<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<![^>]*>|<\/[^>]*>|<([^\s/>]+)(?:"[^"]*"|'[^']*'|[^'">])*>/gs;

/** Where elements begin and end; what is cut off in the middle just ends. */
export function* tagsOf(text: string): Generator<Tag> {
  let depth = 0;
  for (const { 0: token, 1: name, index } of text.matchAll(xmlToken)) {
    const end = index + token.length;
    if (token.startsWith("</")) yield { index, end, depth: --depth, name: undefined };
    if (name === undefined) continue;
    yield { index, end, depth, name };
    if (token.endsWith("/>")) yield { index, end, depth, name: undefined };
    else depth++;
  }
}
