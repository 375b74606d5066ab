import { definePipeline, hash, ndjson } from "@millrace/pipeline";
import { z } from "zod";

/** What a shop's web site tells: who did what, when and in which session. */
const event = z.object({
  eventId: z.string().min(1),
  kind: z.enum(["view", "cart", "purchase"]),
  at: z.iso.datetime(),
  sessionId: z.string().min(1),
  userId: z.string().min(1),
  email: z.email().optional(),
  product: z.string().min(1),
  amount: z.number().min(0).optional(),
});

const dayMs = 24 * 60 * 60 * 1000;
/** Views are of interest for a month, purchases for seven years. */
const keptDays = { view: 30, cart: 90, purchase: 7 * 365 } as const;

export default definePipeline({
  name: "events",
  source: { bucket: "shop-events", prefix: "events/", formats: { ndjson: ndjson() } },
  schema: event,
  key: ["eventId"],
  pii: ["userId", "email"],
  retain: { ledgerDays: 90 },
  run: { mode: "function" },
  parallel: {
    safe: (row, context) =>
      context.anonymise(row, { userId: hash({ joinable: true }), email: hash({ joinable: true }) }),
  },
  consolidate: ({ safe }) => safe,
  // One table for everything: what a user did, what happened in a session, and what a product sold.
  sinks: (to) => ({
    events: to.singleTable({
      pk: (row) => `USER#${row.userId}`,
      sk: (row) => `EVENT#${row.at}#${row.eventId}`,
      on: "insert-once",
      gsi: {
        byProduct: { pk: (row) => `PRODUCT#${row.product}`, sk: (row) => `${row.kind}#${row.at}` },
        byDay: { pk: (row) => `DAY#${row.at.slice(0, 10)}`, sk: (row) => `${row.kind}#${row.at}` },
      },
      expiresAt: (row) => new Date(Date.parse(row.at) + keptDays[row.kind] * dayMs),
    }),
    sessions: to.singleTable({
      pk: (row) => `SESSION#${row.sessionId}`,
      sk: (row) => `EVENT#${row.at}`,
      item: ({ kind, product, at }) => ({ entity: "step", kind, product, at }),
      on: "insert-once",
      expiresAt: (row) => new Date(Date.parse(row.at) + keptDays.view * dayMs),
    }),
    purchases: to.singleTable({
      when: (row) => row.kind === "purchase",
      pk: (row) => `PRODUCT#${row.product}`,
      sk: (row) => `SALE#${row.at}#${row.eventId}`,
      item: ({ product, amount, at, userId }) => ({ entity: "sale", product, amount: amount ?? 0, at, userId }),
      on: "insert-once",
    }),
  }),
});
