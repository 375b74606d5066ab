import type { ServiceShapes } from "../../../kernel/service-shapes.ts";
import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";

type Shapes = ServiceShapes["logs"];
type Input<Name extends keyof Shapes> = Shapes[Name]["input"];

export interface Dated {
  readonly updatedAt: number;
  readonly createdAt: number;
}

export interface Destination {
  readonly input: Input<"PutDestination">;
  readonly accessPolicy?: string | undefined;
  readonly createdAt: number;
}

export interface DeliveryDestination {
  readonly input: Input<"PutDeliveryDestination">;
  readonly kind: "S3" | "CWL" | "FH" | "XRAY";
  readonly policy?: string | undefined;
}

export interface StoredQuery {
  readonly id: string;
  readonly groups: readonly string[];
  readonly text: string;
  /** Milliseconds, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly limit?: number | undefined;
  readonly language: string;
  readonly status: "Scheduled" | "Running" | "Complete" | "Failed" | "Cancelled";
  readonly createdAt: number;
  readonly results: readonly (readonly (readonly [field: string, value: string])[])[];
  readonly statistics: {
    readonly recordsMatched: number;
    readonly recordsScanned: number;
    readonly bytesScanned: number;
  };
}

export interface ExportTask {
  readonly id: string;
  readonly input: Input<"CreateExportTask">;
  readonly status: "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED";
  readonly message?: string | undefined;
  readonly createdAt: number;
  readonly completedAt?: number | undefined;
}

export interface LogDetector extends Dated {
  readonly arn: string;
  readonly input: Input<"CreateLogAnomalyDetector">;
  readonly isEnabled: boolean;
}

/** What is kept of logs besides the events. */
export class StoredSettings {
  readonly resourcePolicies: Collection<Dated & { readonly name: string; readonly document: string }>;
  readonly accountPolicies: Collection<Dated & { readonly input: Input<"PutAccountPolicy"> }>;
  readonly dataProtection: Collection<Dated & { readonly document: string }>;
  readonly indexPolicies: Collection<Dated & { readonly document: string; readonly group: string }>;
  readonly transformers: Collection<Dated & { readonly input: Input<"PutTransformer"> }>;
  readonly destinations: Collection<Destination>;
  readonly deliverySources: Collection<Input<"PutDeliverySource">>;
  readonly deliveryDestinations: Collection<DeliveryDestination>;
  readonly deliveries: Collection<Input<"CreateDelivery"> & { readonly id: string }>;
  readonly detectors: Collection<LogDetector>;
  readonly definitions: Collection<Input<"PutQueryDefinition"> & { readonly id: string; readonly modifiedAt: number }>;
  readonly queries: Collection<StoredQuery>;
  readonly exports: Collection<ExportTask>;
  readonly #tags: Collection<Readonly<Record<string, string>>>;
  readonly #sweeps: Collection<string>;

  constructor(database: Database) {
    this.resourcePolicies = new Collection(database, "resource policies");
    this.accountPolicies = new Collection(database, "account policies");
    this.dataProtection = new Collection(database, "data protection");
    this.indexPolicies = new Collection(database, "index policies");
    this.transformers = new Collection(database, "transformers");
    this.destinations = new Collection(database, "destinations");
    this.deliverySources = new Collection(database, "delivery sources");
    this.deliveryDestinations = new Collection(database, "delivery destinations");
    this.deliveries = new Collection(database, "deliveries");
    this.detectors = new Collection(database, "anomaly detectors");
    this.definitions = new Collection(database, "query definitions");
    this.queries = new Collection(database, "queries");
    this.exports = new Collection(database, "export tasks");
    this.#tags = new Collection(database, "tags");
    this.#sweeps = new Collection(database, "sweeps");
  }

  forgetGroup(name: string): void {
    for (const kept of [this.dataProtection, this.indexPolicies, this.transformers, this.#sweeps]) kept.delete(name);
  }

  /** The retention sweep of a group that is the one to go on. */
  sweep(group: string): string | undefined {
    return this.#sweeps.get(group);
  }

  newSweep(group: string, sweep: string): string {
    this.#sweeps.put(group, sweep);
    return sweep;
  }

  tags(arn: string): Readonly<Record<string, string>> | undefined {
    return this.#tags.get(arn);
  }

  /** Of everything that is not a log group. */
  putTags(arn: string, tags: Readonly<Record<string, string>> | undefined): void {
    if (tags === undefined) this.#tags.delete(arn);
    else this.#tags.put(arn, tags);
  }
}
