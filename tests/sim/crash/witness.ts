/** What a writer has put in one place: the name that makes its bytes again, and what the cloud must say of them. */
export interface Version {
  readonly etag: string;
  /** Names and sizes of its parts; an object of one PutObject has one. */
  readonly parts: readonly Part[];
}

export interface Part {
  readonly name: string;
  readonly bytes: number;
}

/** One version of a key, or a marker, which has neither part nor ETag. Its id is known once it was answered or seen. */
export interface Entry {
  readonly id: string | undefined;
  readonly part: Part | undefined;
  readonly etag: string | undefined;
}

/** Newest first. */
export type History = readonly Entry[];

/** What was acknowledged of one place, and what was sent since and may have happened or not. */
interface Place<Value> {
  readonly acknowledged: Value | undefined;
  readonly attempt?: { readonly value: Value | undefined };
}

/** Remembers what the cloud has promised. Every place has one writer, so there is at most one open attempt at it. */
export class Promises<Value> {
  readonly #places = new Map<string, Place<Value>>();

  places(): string[] {
    return [...this.#places.keys()];
  }

  /** What stands there for sure, when nothing is open. */
  acknowledged(place: string): Value | undefined {
    return this.#places.get(place)?.acknowledged;
  }

  /** Says that a change is sent now: to `value`, or to nothing. */
  attempt(place: string, value: Value | undefined): void {
    this.#places.set(place, { acknowledged: this.acknowledged(place), attempt: { value } });
  }

  /** Says how the open attempt has ended: by an answer, or by what was seen after the crash. */
  settle(place: string, value: Value | undefined): void {
    this.#places.set(place, { acknowledged: value });
  }

  /** Everything that may stand there now. */
  allowed(place: string): readonly (Value | undefined)[] {
    const { acknowledged, attempt } = this.#places.get(place) ?? { acknowledged: undefined };
    return attempt === undefined ? [acknowledged] : [acknowledged, attempt.value];
  }
}

/** A multipart upload that is under way, from its first answer on. */
export interface OpenUpload {
  readonly key: string;
  readonly uploadId: string;
  readonly etags: readonly string[];
  readonly parts: readonly Part[];
  /** Its completion was sent. */
  readonly isCompleting: boolean;
}

/** Everything that was promised in a run of crashes, and how much of it there was. */
export class Witness {
  readonly objects = new Promises<Version>();
  readonly items = new Promises<number>();
  readonly histories = new Promises<History>();
  /** Whether a writer's bucket keeps versions. */
  readonly versioning = new Promises<string>();
  readonly uploads = new Map<string, OpenUpload>();
  /** Uploads of which the function has not heard yet. */
  readonly owedEvents = new Set<string>();
  /** Additions to the counter that everybody shares: acknowledged ones, and those without an answer. */
  counted = 0;
  uncertain = 0;
  readonly totals = { uploads: 0, deletions: 0, writes: 0, refusals: 0 };
  #acknowledged = 0;
  #waiting: { readonly at: number; readonly resolve: () => void } | undefined;

  /** Counts an answer that promised something. */
  acknowledge(what: keyof Witness["totals"]): void {
    this.totals[what]++;
    this.#acknowledged++;
    if (this.#waiting !== undefined && this.#acknowledged >= this.#waiting.at) this.#waiting.resolve();
  }

  /** Resolves after so many more answers. */
  answers(count: number): Promise<void> {
    return new Promise((resolve) => {
      if (count === 0) resolve();
      this.#waiting = { at: this.#acknowledged + count, resolve };
    });
  }

  owe(key: string, etag: string): void {
    this.owedEvents.add(eventName(key, etag));
  }
}

export const eventName = (key: string, etag: string): string => `${key} ${etag}`;
