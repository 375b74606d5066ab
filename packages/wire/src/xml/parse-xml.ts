import { AwsError } from "../aws-error.ts";

/** An element without its namespace prefix. Text beside child elements is kept only where there are none. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

const depthMax = 100;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
export const malformedXml = (): AwsError =>
  new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
    { status: 400 },
  );

/** Elements, text, comments, CDATA and the five entities. No document types: what they can do, nobody here needs. */
export function parseXml(source: string): XmlElement {
  const root: OpenElement = { name: "", attributes: {}, children: [], text: "" };
  const open: OpenElement[] = [root];
  let at = source.startsWith("\ufeff") ? 1 : 0;
  while (at < source.length) {
    const current = open.at(-1) ?? root;
    const start = source.indexOf("<", at);
    const text = source.slice(at, start < 0 ? undefined : start);
    if (text !== "") appendText(current, root, unescapeXml(text));
    if (start < 0) break;
    at = readMarkup(source, start, open, current);
  }
  const [document] = root.children;
  if (open.length !== 1 || document === undefined || root.children.length !== 1) throw malformedXml();
  return document;
}

function appendText(element: OpenElement, root: OpenElement, text: string): void {
  if (element !== root) element.text += text;
  else if (text.trim() !== "") throw malformedXml();
}

/** Reads what begins with `<` at `start`; answers where it ends. */
function readMarkup(source: string, start: number, open: OpenElement[], current: OpenElement): number {
  switch (source[start + 1]) {
    case "?":
      return endOf(source, "?>", start);
    case "!":
      return readDeclaration(source, start, current);
    case "/":
      return readEndTag(source, start, open, current);
    default:
      return readStartTag(source, start, open, current);
  }
}

function endOf(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from);
  if (end < 0) throw malformedXml();
  return end + mark.length;
}

function readDeclaration(source: string, start: number, current: OpenElement): number {
  if (source.startsWith("<!--", start)) return endOf(source, "-->", start + 4);
  if (!source.startsWith("<![CDATA[", start)) throw malformedXml();
  const end = endOf(source, "]]>", start);
  current.text += source.slice(start + 9, end - 3);
  return end;
}

function readEndTag(source: string, start: number, open: OpenElement[], current: OpenElement): number {
  const end = endOf(source, ">", start);
  if (open.length < 2 || localName(source.slice(start + 2, end - 1).trim()) !== current.name) throw malformedXml();
  open.pop();
  return end;
}

function readStartTag(source: string, start: number, open: OpenElement[], current: OpenElement): number {
  const end = tagEnd(source, start);
  const isEmpty = source[end - 1] === "/";
  const inside = source.slice(start + 1, isEmpty ? end - 1 : end);
  const name = /^[^\s/>]+/.exec(inside)?.[0];
  if (name === undefined || open.length > depthMax) throw malformedXml();
  const element = {
    name: localName(name),
    attributes: readAttributes(inside.slice(name.length)),
    children: [],
    text: "",
  };
  current.children.push(element);
  if (!isEmpty) open.push(element);
  return end + 1;
}

/** The `>` that ends a tag; one inside a quoted value does not. */
function tagEnd(source: string, start: number): number {
  let quote = "";
  for (let at = start; at < source.length; at++) {
    const character = source.charAt(at);
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return at;
  }
  throw malformedXml();
}

const attribute = /\s+([^\s=]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

function readAttributes(text: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = Object.create(null);
  let at = 0;
  for (;;) {
    attribute.lastIndex = at;
    const found = attribute.exec(text);
    if (found === null) break;
    attributes[found[1] ?? ""] = unescapeXml(found[2] ?? found[3] ?? "");
    at = attribute.lastIndex;
  }
  if (text.slice(at).trim() !== "") throw malformedXml();
  return attributes;
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  const plain = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  return plain.includes("&") ? plain.replace(/&([^;&\s]{0,10};?)/g, (_, entity: string) => characterOf(entity)) : plain;
}

function characterOf(entity: string): string {
  const code = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));$/.exec(entity);
  if (code !== null) {
    const point = code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16);
    if (point === 0 || point > 0x10ffff) throw malformedXml();
    return String.fromCodePoint(point);
  }
  const character = entity.endsWith(";") ? entities[entity.slice(0, -1)] : undefined;
  if (character === undefined) throw malformedXml();
  return character;
}
