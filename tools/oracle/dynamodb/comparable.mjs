const byText = (one, two) => (one < two ? -1 : one > two ? 1 : 0);
const orderless = new Set(["Scan", "State"]);

/** An answer as text in which only what AWS leaves open has been evened out: the order of sets, and of what a scan finds. */
export function textOf(operation, input, answer) {
  const shape = comparable(answer);
  const sorted = (list) => list.map((each) => JSON.stringify(each)).sort(byText);
  if (Array.isArray(shape.Items) && (orderless.has(operation) || !isOrdered(input))) shape.Items = sorted(shape.Items);
  for (const [name, items] of Object.entries(shape.Responses ?? {})) {
    if (Array.isArray(items)) shape.Responses[name] = sorted(items);
  }
  return JSON.stringify(shape);
}

/** Items of an index that share their keys come in any order. */
const isOrdered = (input) => input.IndexName === undefined;

/** DynamoDB Local tells capacity unasked now and then, and keeps the spelling of numbers inside documents. */
function comparable(value) {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  if (typeof value.N === "string") return { N: plain(value.N) };
  if (isTexts(value.NS)) return { NS: value.NS.map(plain).sort(byText) };
  const entries = Object.entries(value).map(([name, each]) => [
    name,
    (name === "SS" || name === "BS") && isTexts(each) ? [...each].sort(byText) : comparable(each),
  ]);
  const kept = entries.filter(([name]) => name !== "ConsumedCapacity");
  return Object.fromEntries(kept.sort(([one], [two]) => byText(one, two)));
}

const isTexts = (value) => Array.isArray(value) && value.every((each) => typeof each === "string");

/** The one spelling of a number: digits and exponent. */
function plain(text) {
  const match = /^(-?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/.exec(text);
  if (match === null) return text;
  const [, sign, whole, fraction = "", exponent = "0"] = match;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
