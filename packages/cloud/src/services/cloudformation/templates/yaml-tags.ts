import type { CollectionTag, ScalarTag, Tags } from "yaml";

/** Functions that have a short form, e.g. `!Sub`. */
const functions = [
  ...["Base64", "Cidr", "FindInMap", "GetAtt", "GetAZs", "ImportValue", "Join", "Select", "Split", "Sub", "Transform"],
  ...["And", "Equals", "If", "Not", "Or", "Length", "ToJsonString", "ForEach", "GetStackOutput"],
  ...["Contains", "EachMemberEquals", "EachMemberIn", "RefAll", "ValueOf", "ValueOfAll"],
];
const plain = ["Ref", "Condition"];

/** `Fn::GetAtt` of a text: everything behind the first dot is the attribute. */
const splitAttribute = (text: string): string[] => {
  const dot = text.indexOf(".");
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
};

const shortForms = (name: string): (ScalarTag | CollectionTag)[] => {
  const key = plain.includes(name) ? name : `Fn::${name}`;
  const scalar: ScalarTag = {
    tag: `!${name}`,
    resolve: (text) => ({ [key]: name === "GetAtt" ? splitAttribute(text) : text }),
  };
  const collection = (kind: "map" | "seq"): CollectionTag => ({
    tag: `!${name}`,
    collection: kind,
    resolve: (node) => ({ [key]: (node as unknown as { toJSON(): unknown }).toJSON() }) as never,
  });
  return [scalar, collection("map"), collection("seq")];
};

/** A number that would be written otherwise stays the text it is: account ids, versions. */
const numberOrText = (text: string): number | string => (String(Number(text)) === text ? Number(text) : text);

const scalars: ScalarTag[] = [
  { tag: "tag:yaml.org,2002:null", default: true, test: /^(?:~|[Nn]ull|NULL)?$/, resolve: () => null },
  {
    tag: "tag:yaml.org,2002:bool",
    default: true,
    test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
    resolve: (text) => text.toLowerCase() === "true",
  },
  { tag: "tag:yaml.org,2002:int", default: true, test: /^[-+]?[0-9]+$/, resolve: numberOrText },
  { tag: "tag:yaml.org,2002:float", default: true, test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/, resolve: numberOrText },
];

/** YAML as templates have it: few kinds of scalars, dates are text, and every function may be a tag. */
export const templateTags: Tags = ["map", "seq", ...scalars, ...[...plain, ...functions].flatMap(shortForms)];
