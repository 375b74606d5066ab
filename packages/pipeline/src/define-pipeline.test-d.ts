import { csv } from "./csv/csv.ts";
import { definePipeline } from "./define-pipeline.ts";
import { drop, hash, mask } from "./protect/actions.ts";
import type { StandardSchema } from "./standard-schema.ts";

interface Person {
  readonly id: string;
  readonly email: string;
  readonly name?: string | undefined;
  readonly address: { readonly street: string };
}

declare const schema: StandardSchema<unknown, Person>;
const base = { name: "people", source: { bucket: "b", prefix: "in/", formats: { csv: csv() } }, schema } as const;

definePipeline({
  ...base,
  pii: ["email", "name", "address"],
  parallel: {
    safe: (row, context) => context.anonymise(row, { email: hash(), name: mask(), address: drop() }),
    length: () => ({ size: 1 }),
  },
  consolidate: ({ safe, length }) => ({ ...safe, ...length }),
  sinks: (to) => ({
    table: to.singleTable({
      pk: (row) => row.id,
      sk: (row) => row.email satisfies string,
      gsi: {
        bySize: {
          pk: (row) => String(row.size satisfies number),
          // @ts-expect-error A dropped field is not in the row.
          sk: (row) => row.address.street,
        },
      },
    }),
  }),
});

definePipeline({
  ...base,
  pii: ["email"],
  parallel: { all: (row) => row },
  consolidate: ({ all }) => all,
  sinks: (to) => {
    // The error names the field.
    to satisfies { readonly error: "a personal field reaches a sink without an action"; readonly field: "email" };
    return {
      // @ts-expect-error A personal field is stored as it is.
      table: to.singleTable({ pk: () => "p", sk: () => "s" }),
    };
  },
});

definePipeline({
  ...base,
  pii: ["name"],
  parallel: { nested: (row) => ({ who: [{ called: row.name }] }) },
  consolidate: ({ nested }) => nested,
  sinks: (to) => {
    to satisfies { readonly field: "who[].called" };
    // @ts-expect-error A personal field is stored inside of another one.
    return { table: to.singleTable({ pk: () => "p", sk: () => "s" }) };
  },
});

definePipeline({
  ...base,
  pii: ["email"],
  parallel: {
    // @ts-expect-error A personal value is not text, so nothing can be cut out of it.
    domain: (row) => ({ domain: row.email.split("@")[1] ?? "" }),
  },
  consolidate: () => ({ id: "1" }),
  sinks: (to) => ({ table: to.singleTable({ pk: () => "p", sk: () => "s" }) }),
});

definePipeline({
  ...base,
  // @ts-expect-error The schema has no such field.
  pii: ["phone"],
  parallel: { all: () => 1 },
  consolidate: () => ({ id: "1" }),
  sinks: (to) => ({ table: to.singleTable({ pk: () => "p", sk: () => "s" }) }),
});
