import { csv, definePipeline, json } from "@millrace/pipeline";
import { z } from "zod";

/** The data sets of vega-datasets as pipelines. */
const source = { bucket: "vega", prefix: "in/" };

export const airports = definePipeline({
  name: "airports",
  source: { ...source, formats: { csv: csv() } },
  schema: z.object({
    iata: z.string().length(3),
    name: z.string(),
    city: z.string(),
    state: z.string().length(2),
    country: z.string(),
    latitude: z.coerce.number().min(-90).max(90),
    longitude: z.coerce.number().min(-180).max(180),
  }),
  parallel: { all: (row) => row },
  consolidate: ({ all }) => all,
  sinks: (to) => ({ table: to.singleTable({ pk: (row) => `AIRPORT#${row.iata}`, sk: (row) => row.country }) }),
});

export const movies = definePipeline({
  name: "movies",
  source: {
    ...source,
    formats: {
      json: json({ fields: { title: "Title", gross: "US Gross", rating: "IMDB Rating", year: "Release Date" } }),
    },
  },
  schema: z.object({
    title: z.string(),
    gross: z.number().int().min(0).nullable(),
    rating: z.number().min(0).max(10).nullable(),
    year: z.string().regex(/^[A-Z][a-z]{2} \d{2} (19|20)\d{2}$/, "expected a date such as Jun 12 1998"),
  }),
  parallel: { year: ({ year }) => Number(year.slice(-4)), film: (row) => row },
  consolidate: ({ film, year }) => ({ title: film.title, gross: film.gross, rating: film.rating, year }),
  sinks: (to) => ({ table: to.singleTable({ pk: (row) => `YEAR#${row.year}`, sk: (row) => row.title }) }),
});

export const flights = definePipeline({
  name: "flights",
  source: { ...source, formats: { json: json({ path: "$[*]" }) } },
  schema: z.object({
    date: z.string(),
    delay: z.number(),
    distance: z.number(),
    origin: z.string(),
    destination: z.string(),
  }),
  parallel: { all: (row) => row },
  consolidate: ({ all }, { ordinal }) => ({ ...all, ordinal }),
  sinks: (to) => ({
    table: to.singleTable({
      pk: (row) => `${row.origin}-${row.destination}`,
      sk: (row) => `${row.date}#${row.ordinal}`,
    }),
  }),
});

export const routes = definePipeline({
  name: "routes",
  source: { ...source, formats: { csv: csv() } },
  schema: z.object({ origin: z.string(), destination: z.string(), count: z.coerce.number().int() }),
  parallel: { all: (row) => row },
  consolidate: ({ all }) => all,
  sinks: (to) => ({ table: to.singleTable({ pk: (row) => row.origin, sk: (row) => row.destination }) }),
});

export const strikes = definePipeline({
  name: "strikes",
  source: {
    ...source,
    formats: { csv: csv({ fields: { airport: "Airport Name", cost: "Cost Total $", date: "Flight Date" } }) },
  },
  schema: z.object({ airport: z.string(), cost: z.coerce.number(), date: z.iso.date() }),
  parallel: { all: (row) => row },
  consolidate: ({ all }, { ordinal }) => ({ ...all, ordinal }),
  sinks: (to) => ({ table: to.singleTable({ pk: (row) => row.airport, sk: (row) => `${row.date}#${row.ordinal}` }) }),
});
