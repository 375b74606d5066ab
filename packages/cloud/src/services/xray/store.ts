import type { SamplingRule } from "@aws-sdk/client-xray";
import type { Clock } from "@millrace/core";
import type { ServiceShapes } from "../../kernel/service-shapes.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import type { Segment } from "./segments/segment.ts";

type Shapes = ServiceShapes["xray"];

export type Group = Shapes["CreateGroup"]["input"] & { readonly arn: string };

export interface Rule {
  readonly rule: SamplingRule;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface ResourcePolicy {
  readonly name: string;
  readonly document: string;
  readonly revision: string;
  readonly updatedAt: number;
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-console-traces.html */
const keptMs = 30 * 24 * 60 * 60 * 1000;
/** Old segments that one new one takes away. */
const forgottenAtOnce = 10;

/** Traces of one account in one region, and what is sampled and grouped. */
export class XRayStore {
  readonly groups: Collection<Group>;
  readonly rules: Collection<Rule>;
  readonly policies: Collection<ResourcePolicy>;
  readonly settings: Collection<Readonly<Record<string, string>>>;
  readonly tags: Collection<Readonly<Record<string, string>>>;
  /** By trace and segment. */
  readonly #segments: Collection<Segment>;
  /** By time and trace: when each trace was first and last heard of. */
  readonly #times: Collection<{ readonly at: number; readonly traceId: string }>;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.groups = new Collection(database, "groups");
    this.rules = new Collection(database, "sampling rules");
    this.policies = new Collection(database, "resource policies");
    this.settings = new Collection(database, "settings");
    this.tags = new Collection(database, "tags");
    this.#segments = new Collection(database, "segments");
    this.#times = new Collection(database, "times");
    this.#clock = clock;
  }

  addSegment(segment: Segment): void {
    this.#segments.put([segment.traceId, segment.id], segment);
    const at = segment.startTime * 1000;
    this.#times.put([at, segment.traceId], { at, traceId: segment.traceId });
    this.#forget();
  }

  /** As many as came, a few more go: the store does not grow with time. */
  #forget(): void {
    const oldest = this.#clock.now() - keptMs;
    for (const { at, traceId } of [...this.#times.list({ limit: forgottenAtOnce })]) {
      if (at >= oldest) return;
      this.#times.delete([at, traceId]);
      for (const { id } of this.segments(traceId)) this.#segments.delete([traceId, id]);
    }
  }

  segments(traceId: string): Segment[] {
    return [...this.#segments.list({ under: traceId })].sort((a, b) => a.startTime - b.startTime);
  }

  /** Traces that have segments which began in a range of milliseconds, oldest first. */
  traces(from: number, to: number): string[] {
    const found = new Set<string>();
    for (const { at, traceId } of this.#times.list({ after: [from - 1] })) {
      if (at > to) break;
      if (at >= from) found.add(traceId);
    }
    return [...found];
  }
}
