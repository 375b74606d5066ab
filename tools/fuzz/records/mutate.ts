import type { Random } from "../random.ts";

/** What files are broken with: what means something to a reader, and what is no text at all. */
const pieces = [
  ...[
    '"',
    '""',
    ",",
    ";",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\0",
    " ",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    "<",
    ">",
    "/",
    "&",
    "=",
    "'",
    "-",
  ],
  ...["<!--", "-->", "<![CDATA[", "]]>", "<?", "</r>", "<r>", "&amp;", "&#0;", "null", "1e5", "é", "\ufeff"],
].map((text) => Buffer.from(text));
const broken = ["ff", "c3", "80", "f0 9f", "ed a0 80", "c0 80"].map((hex) => Buffer.from(hex.replace(" ", ""), "hex"));

/** The same file with a few things put in, taken out, doubled, or cut off. */
export function mutated(random: Random, file: Buffer): Buffer {
  let bytes = file;
  for (let count = 1 + random.below(3); count > 0; count--) bytes = mutatedOnce(random, bytes);
  return bytes;
}

function mutatedOnce(random: Random, bytes: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  const behind = Math.min(bytes.length, at + 1 + random.below(8));
  const [before, some, rest] = [bytes.subarray(0, at), bytes.subarray(at, behind), bytes.subarray(behind)];
  switch (random.below(6)) {
    case 0:
      return before;
    case 1:
      return Buffer.concat([before, rest]);
    case 2:
      return Buffer.concat([before, some, some, rest]);
    case 3:
      return Buffer.concat([before, random.pick([broken[0] ?? some, ...broken]), some, rest]);
    default:
      return Buffer.concat([before, random.pick([pieces[0] ?? some, ...pieces]), some, rest]);
  }
}
