import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** The files of one run: the same orders in each format, and what any correct reader counts in them. */
export interface Generated {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly quantity: number;
}

export type BenchFormat = "csv" | "ndjson" | "json" | "xml";

interface Order {
  readonly order_id: string;
  readonly channel: string;
  readonly created_at: string;
  readonly customer_name: string;
  readonly email: string;
  readonly phone: string;
  readonly country: string;
  readonly address: string;
  readonly sku: string;
  readonly qty: number;
  readonly unit_price: number;
  readonly total: number;
  readonly currency: string;
  readonly notes: string;
}

/** https://en.wikipedia.org/wiki/Xorshift: the same orders for the same seed, on every machine. */
function random(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const people = ["Anna Smith", "José Müller", "Zoë García", "Søren Novák", "Chloé Dubois", "Ivan O'Neil", "Mia Rossi"];
const streets = ["Main Street 12", "Königsallee 5", "Rue de la Paix 3", "Via Roma 77", "Gran Vía 21"];
const notes = ["", "", "", "", "leave at door", "fragile, handle with care", 'say "hello"', "line one\nline two"];

function* orders(seed: number): Generator<Order> {
  const next = random(seed);
  const integer = (max: number): number => Math.floor(next() * max);
  const pick = (from: readonly string[]): string => from[integer(from.length)] ?? "";
  for (let id = 1; ; id++) {
    const qty = 1 + integer(9);
    const cents = integer(100_000);
    yield {
      order_id: `ORD-${String(id).padStart(9, "0")}`,
      channel: pick(["web", "mobile", "partner-api", "store"]),
      created_at: new Date(1_735_689_600_000 + integer(31_000_000) * 1000).toISOString(),
      customer_name: pick(people),
      email: `customer${id}@example.com`,
      phone: `+49${1_000_000_000 + integer(999_999_999)}`,
      country: pick(["DE", "FR", "US", "GB"]),
      address: `${pick(streets)}, ${10_000 + integer(89_999)}`,
      sku: `SKU-${integer(99_999)}`,
      qty,
      unit_price: cents / 100,
      total: (qty * cents) / 100,
      currency: pick(["EUR", "USD", "GBP"]),
      notes: pick(notes),
    };
  }
}

const cell = (value: string | number): string =>
  /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
const escaped = (value: string): string => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const nested = (order: Order): string => {
  const { customer_name: name, email, phone, country, address, sku, qty, unit_price, notes: _, ...rest } = order;
  return JSON.stringify({
    ...rest,
    customer: { name, email, phone, country, address },
    lines: [{ sku, qty, unit_price }],
  });
};

const element = (order: Order): string =>
  `<order id="${order.order_id}" channel="${order.channel}"><created_at>${order.created_at}</created_at>` +
  `<customer country="${order.country}"><name>${escaped(order.customer_name)}</name><email>${order.email}</email>` +
  `<phone>${order.phone}</phone><address>${escaped(order.address)}</address></customer>` +
  `<line sku="${order.sku}" qty="${order.qty}" unit_price="${order.unit_price}"/>` +
  `<total currency="${order.currency}">${order.total}</total><notes>${escaped(order.notes)}</notes></order>\n`;

const formats: Readonly<
  Record<
    BenchFormat,
    {
      readonly head: (first: Order) => string;
      readonly row: (order: Order, index: number) => string;
      readonly tail: string;
    }
  >
> = {
  csv: {
    head: (first) => `${Object.keys(first).join(",")}\n`,
    row: (order) =>
      `${Object.values<string | number>({ ...order })
        .map(cell)
        .join(",")}\n`,
    tail: "",
  },
  ndjson: { head: () => "", row: (order) => `${JSON.stringify(order)}\n`, tail: "" },
  json: { head: () => "[\n", row: (order, index) => `${index === 0 ? "" : ",\n"}${nested(order)}`, tail: "\n]\n" },
  xml: { head: () => '<?xml version="1.0"?>\n<orders>\n', row: element, tail: "</orders>\n" },
};

/** Writes orders until the file has `bytesMin`. */
export function generate(
  folder: string,
  format: BenchFormat,
  options: { readonly seed: number; readonly bytesMin: number },
): Generated {
  const file = join(folder, `orders.${format}`);
  const { head, row, tail } = formats[format];
  const descriptor = openSync(file, "w");
  let text = "";
  let rows = 0;
  let bytes = 0;
  let quantity = 0;
  for (const order of orders(options.seed)) {
    if (rows === 0) text += head(order);
    text += row(order, rows++);
    quantity += order.qty;
    if (text.length < 1 << 20) continue;
    bytes += writeSync(descriptor, text);
    text = "";
    if (bytes >= options.bytesMin) break;
  }
  bytes += writeSync(descriptor, text + tail);
  closeSync(descriptor);
  return { file, rows, bytes, quantity };
}
