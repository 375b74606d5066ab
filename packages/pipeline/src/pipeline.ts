import type { FileChecks } from "./definition/file-checks.ts";
import type { Needs } from "./definition/needs.ts";
import type {
  Alarms,
  Contract,
  Database,
  Notify,
  Protect,
  Quarantine,
  Rejects,
  Retain,
  RunSettings,
  Source,
  Upload,
} from "./definition/settings.ts";
import type { Lookups } from "./lookups/lookup.ts";
import type { Sink } from "./sinks/to.ts";
import type { StandardSchema } from "./standard-schema.ts";
import type { LookupContext, StepContext } from "./step-context.ts";

export type Step = (row: object, context: LookupContext<Lookups>) => unknown;

/** A definition with its types taken off and its defaults filled in: what the runner, the plan and the handlers work with. */
export interface Pipeline {
  readonly name: string;
  readonly source: Omit<Source, "events" | "upload"> &
    Required<Pick<Source, "events">> & { readonly upload: Required<Upload> | undefined };
  readonly schema: StandardSchema;
  readonly key: readonly string[];
  readonly pii: readonly string[];
  readonly protect: Required<Protect>;
  readonly contract: Required<Contract>;
  readonly checks: FileChecks;
  readonly quarantine: Required<Quarantine>;
  readonly rejects: Required<Rejects>;
  readonly retain: Retain & Required<Pick<Retain, "auditDays">>;
  readonly lookups: Lookups;
  readonly branches: Readonly<Record<string, Step>>;
  readonly consolidate: (results: object, context: StepContext) => unknown;
  readonly sinks: Readonly<Record<string, Sink>>;
  readonly notify: Required<Notify>;
  readonly alarms: Alarms;
  readonly database: Required<Database>;
  readonly run: Required<RunSettings>;
  readonly needs: Needs;
}
