/** Line ends are escaped too: a reader of XML would turn them into plain newlines. */
export const escapeXml = (text: string): string =>
  /[&<>"'\r\n\u0085\u2028]/.test(text)
    ? text.replace(/[&<>"'\r\n\u0085\u2028]/g, (found) => escapes[found] ?? found)
    : text;

/** In an attribute a reader would turn tabs into spaces as well. */
export const escapeXmlAttribute = (text: string): string => escapeXml(text).replaceAll("\t", "&#x9;");

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#xD;",
  "\n": "&#xA;",
  "\u0085": "&#x85;",
  "\u2028": "&#x2028;",
};
