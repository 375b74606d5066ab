import { invalidArgument, invalidTag, malformedXml } from "../errors.ts";
import type { Tags } from "../model.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const keyLengthMax = 128;
const valueLengthMax = 256;
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** What S3 says of tags that are its own to set, and how many there may be. */
const rules = {
  object: { max: 10, many: "Object tags cannot be greater than 10", ofAws: "Your TagKey cannot be prefixed with aws:" },
  bucket: {
    max: 50,
    many: "Bucket tag count cannot be greater than 50",
    ofAws: "System tags cannot be added/updated by requester",
  },
} as const;

type Pair = readonly [key: string, value: string];

/** Tags as a header has them: `a=1&b=2`, URL-encoded. Throws InvalidArgument and InvalidTag. */
export function readTaggingHeader(text: string | undefined): Tags {
  if (text === undefined || text === "") return {};
  const pairs = [...new URLSearchParams(text)] as const;
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      "x-amz-tagging",
      text,
    );
  }
  return checked(pairs, "object");
}

/** Tags as a document has them. Throws MalformedXML and InvalidTag. */
export function readTagSet(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
  owner: keyof typeof rules = "object",
): Tags {
  const pairs = tags.map(({ Key, Value }): Pair => {
    if (Key === undefined || Value === undefined) throw malformedXml();
    return [Key, Value];
  });
  const seen = new Set<string>();
  for (const [key] of pairs) {
    if (seen.has(key)) throw invalidTag("Cannot provide multiple Tags with the same key", { TagKey: key });
    seen.add(key);
  }
  return checked(pairs, owner);
}

function checked(pairs: readonly Pair[], owner: keyof typeof rules): Tags {
  const { max, many, ofAws } = rules[owner];
  if (pairs.length > max) throw invalidTag(many);
  for (const [key, value] of pairs) {
    if (key.startsWith("aws:")) throw invalidTag(ofAws, { TagKey: key });
    if (key === "" || key.length > keyLengthMax || !allowed.test(key)) {
      throw invalidTag("The TagKey you have provided is invalid", { TagKey: key });
    }
    if (value.length > valueLengthMax || !allowed.test(value)) {
      throw invalidTag("The TagValue you have provided is invalid", { TagKey: key, TagValue: value });
    }
  }
  return Object.fromEntries(pairs);
}

export const writeTagSet = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
