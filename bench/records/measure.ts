import { csv, json, ndjson, ndjsonLines, type Reader, readRecords, runPipeline, xml } from "@millrace/pipeline";
import { hashedOrders, maskedOrders } from "./orders-pipeline.ts";
import { type Candidate, open, others } from "./others.ts";

/** What one reading of one file cost and found. */
export interface Measured {
  readonly rows: number;
  readonly quantity: number;
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
}

const own =
  (reader: Reader): Candidate =>
  async (file, count) => {
    for await (const batch of readRecords(reader, open(file))) {
      for (const read of batch) if (read.kind === "record") count(read.value);
    }
  };

export const candidates: Readonly<Record<string, Candidate>> = {
  ...others,
  "csv: ours": own(csv()),
  "ndjson: ours": own(ndjson()),
  "json: ours": own(json({ path: "$[*]" })),
  "xml: ours": own(xml({ record: "order" })),
  "csv: ours, checked, masked, as NDJSON": async (file, count) => {
    for await (const { outcomes } of runPipeline(maskedOrders, open(file), { name: file })) {
      const accepted = outcomes.flatMap((outcome) => (outcome.kind === "accepted" ? [outcome] : []));
      const { bytes } = ndjsonLines(accepted, "orders");
      unmeasured(() => {
        for (const quantity of quantitiesIn(bytes)) count({ qty: quantity });
      });
    }
  },
  "csv: ours, checked, hashed, keyed": async (file, count) => {
    for await (const { outcomes } of runPipeline(hashedOrders, open(file), { name: file, hashKey: "key" })) {
      for (const outcome of outcomes) if (outcome.kind === "accepted") count(outcome.items["orders"]);
    }
  },
};

/** Microseconds that checking has taken, where it is more than counting. */
let unmeasuredCpu = 0;

function unmeasured(check: () => void): void {
  const before = process.cpuUsage();
  check();
  unmeasuredCpu += cpuSince(before);
}

const cpuSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

function* quantitiesIn(lines: Buffer): Generator<number> {
  const label = '"qty":';
  for (let at = lines.indexOf(label); at >= 0; at = lines.indexOf(label, at + label.length)) {
    yield Number(lines.toString("latin1", at + label.length, lines.indexOf(",", at)));
  }
}

/** The quantity of an order in whichever shape its format gives it. */
function quantityOf(value: unknown): number {
  const order = value as {
    readonly qty?: unknown;
    readonly lines?: readonly [{ readonly qty: number }];
    readonly line?: { readonly "@qty": string };
  };
  return Number(order.qty ?? order.lines?.[0].qty ?? order.line?.["@qty"]);
}

export async function measure(name: string, file: string): Promise<Measured> {
  let rows = 0;
  let quantity = 0;
  const before = process.cpuUsage();
  await candidates[name]?.(file, (value) => {
    rows++;
    quantity += quantityOf(value);
  });
  const cpuSeconds = (cpuSince(before) - unmeasuredCpu) / 1e6;
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  return { rows, quantity, cpuSeconds, peakRssMb };
}
