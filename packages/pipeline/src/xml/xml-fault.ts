/** What can be wrong with XML. */
export type XmlFault =
  | "markup"
  | "unclosed-markup"
  | "doctype"
  | "comment"
  | "declaration"
  | "name"
  | "attribute"
  | "duplicate-attribute"
  | "reference"
  | "text"
  | "character"
  | "prefix"
  | "mismatch"
  | "too-deep"
  | "outside-root"
  | "unclosed-element"
  | "no-root";

export const faultMessages: Readonly<Record<XmlFault, string>> = {
  markup: "what begins here is no tag",
  "unclosed-markup": "the file ends inside a tag, a comment or a section",
  doctype: "document types are refused, as they can define entities that grow or that read other files",
  comment: "a comment has two hyphens in it",
  declaration: "an XML declaration stands at the beginning of a file and nowhere else",
  name: "a name has characters that no name may have",
  attribute: "an attribute is not a name, an equals sign and a value in quotes",
  "duplicate-attribute": "an element has the same attribute twice",
  reference: "a reference is to no character and none of the five entities of XML",
  text: "a text has ]]> in it",
  character: "there is a character that XML does not allow",
  prefix: "a prefix is bound to no namespace",
  mismatch: "an end tag does not match the start tag",
  "too-deep": "elements are nested too deep",
  "outside-root": "there is something outside of the root element",
  "unclosed-element": "the file ends before its last element does",
  "no-root": "there is no element",
};
