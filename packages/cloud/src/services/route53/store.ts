import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { noSuchHostedZone } from "./errors.ts";
import { bareId, type Change, type HostedZone, type RecordSet } from "./model.ts";
import { sortName } from "./names.ts";

/** The hosted zones of one account, and their records. */
export class Route53Store {
  readonly #zones: Collection<HostedZone>;
  readonly #records: Collection<RecordSet>;
  readonly changes: Collection<Change>;

  constructor(database: Database) {
    this.#zones = new Collection(database, "zones");
    this.#records = new Collection(database, "records");
    this.changes = new Collection(database, "changes");
  }

  zones(): IterableIterator<HostedZone> {
    return this.#zones.list();
  }

  findZone(id: string): HostedZone | undefined {
    return this.#zones.get(bareId(id));
  }

  /** Throws NoSuchHostedZone. */
  zone(id: string): HostedZone {
    const zone = this.findZone(id);
    if (zone === undefined) throw noSuchHostedZone(bareId(id));
    return zone;
  }

  putZone(zone: HostedZone): void {
    this.#zones.put(zone.id, zone);
  }

  /** With all of its records. */
  deleteZone({ id }: HostedZone): void {
    for (const record of [...this.records(id)]) this.deleteRecord(id, record);
    this.#zones.delete(id);
  }

  /** By the labels of their names from the right, then by type and by what tells those of one name apart. */
  records(zone: string): IterableIterator<RecordSet> {
    return this.#records.list({ under: zone });
  }

  findRecord(zone: string, record: RecordSet): RecordSet | undefined {
    return this.#records.get(keyOf(zone, record));
  }

  putRecord(zone: string, record: RecordSet): void {
    this.#records.put(keyOf(zone, record), record);
  }

  deleteRecord(zone: string, record: RecordSet): void {
    this.#records.delete(keyOf(zone, record));
  }
}

const keyOf = (zone: string, { Name, Type, SetIdentifier = "" }: RecordSet): readonly string[] => [
  zone,
  sortName(Name),
  Type,
  SetIdentifier,
];
