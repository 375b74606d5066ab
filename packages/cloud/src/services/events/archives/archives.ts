import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import { notFound } from "../errors.ts";
import type { BusEvent } from "../model.ts";
import type { Archive, Replay } from "./archive.ts";

export interface Archived {
  readonly archive: string;
  /** When the event happened. */
  readonly at: number;
  readonly event: BusEvent;
}

/** Archives, what they hold, and its replays. */
export class Archives {
  readonly #archives: Collection<Archive>;
  readonly #replays: Collection<Replay>;
  readonly #events: Collection<Archived>;
  readonly #known: Map<string, Archive>;

  constructor(database: Database) {
    this.#archives = new Collection(database, "archives");
    this.#replays = new Collection(database, "replays");
    this.#events = new Collection(database, "archived");
    this.#known = new Map([...this.#archives.list()].map((archive) => [archive.name, archive]));
  }

  find(name: string): Archive | undefined {
    return this.#known.get(name);
  }

  /** Throws ResourceNotFoundException. */
  archive(name: string): Archive {
    const archive = this.#known.get(name);
    if (archive === undefined) throw notFound(`Archive ${name} does not exist.`);
    return archive;
  }

  list(): Archive[] {
    return [...this.#known.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  put(archive: Archive): void {
    this.#known.set(archive.name, archive);
    this.#archives.put(archive.name, archive);
  }

  delete(name: string): void {
    this.#known.delete(name);
    this.#archives.delete(name);
    for (const { at, event } of this.#events.list({ under: name })) this.#events.delete([name, at, event.id]);
  }

  keep(archive: Archive, event: BusEvent): void {
    const at = Date.parse(event.time);
    this.#events.put([archive.name, at, event.id], { archive: archive.name, at, event });
    this.#grow(archive.name, 1, JSON.stringify(event).length);
  }

  /** Events from `from` on, in the order of their times; `after` is the id of the last one seen at `from`. */
  *events(name: string, from: number, after: string | undefined): IterableIterator<Archived> {
    const start = after === undefined ? [name, from] : [name, from, after];
    for (const archived of this.#events.list({ under: name, after: start })) yield archived;
  }

  /** Forgets up to `max` events older than `before`; true when there are more. */
  forget(name: string, before: number, max: number): boolean {
    let count = 0;
    for (const { at, event } of this.#events.list({ under: name })) {
      if (at >= before) return false;
      if (count++ >= max) return true;
      this.#events.delete([name, at, event.id]);
      this.#grow(name, -1, -JSON.stringify(event).length);
    }
    return false;
  }

  /** Throws ResourceNotFoundException. */
  replay(name: string): Replay {
    const replay = this.#replays.get(name);
    if (replay === undefined) throw notFound(`Replay ${name} does not exist.`);
    return replay;
  }

  hasReplay(name: string): boolean {
    return this.#replays.has(name);
  }

  replays(): Replay[] {
    return [...this.#replays.list()];
  }

  putReplay(replay: Replay): void {
    this.#replays.put(replay.name, replay);
  }

  #grow(name: string, events: number, bytes: number): void {
    const archive = this.#known.get(name);
    if (archive === undefined) return;
    this.put({
      ...archive,
      eventCount: Math.max(0, archive.eventCount + events),
      sizeBytes: Math.max(0, archive.sizeBytes + bytes),
    });
  }
}
