import type { Collection } from "../../../kernel/store/collection.ts";
import type { Hidden, Message } from "../model.ts";
import { FirstPlaces } from "./first-places.ts";
import type { Line, Place } from "./line.ts";

type Row = Pick<Message, "seq" | "dueAt" | "group">;

/** The visible messages of one group, oldest first, and how many of it are in flight. */
interface Group {
  readonly name: string;
  readonly places: number[];
  closed: number;
}

/** How far a pile has been looked through, and what was found there. */
interface Front {
  readonly groups: Map<string, Group>;
  readonly heads: FirstPlaces<Group>;
  until: number;
  count: number;
  /** There are no others. */
  isComplete: boolean;
}

/** Known by heart of each pile while there is something to receive. */
const knownMin = 256;
const foundAtOnce = 1000;
/**
 * What stands behind so many messages of groups that are closed is not received, as on AWS.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
const knownMax = 20_000;

/**
 * Of FIFO queues: the oldest of all groups of which nothing is in flight. Nothing of it is written down: which messages are
 * visible stands in their own rows, which are in flight in the table of what is hidden, and both are read when a pile is first
 * asked for.
 */
export class FifoLine implements Line {
  readonly #messages: Collection<Row>;
  readonly #hidden: Collection<Hidden>;
  readonly #fronts = new Map<number, Front>();

  constructor(messages: Collection<Row>, hidden: Collection<Hidden>) {
    this.#messages = messages;
    this.#hidden = hidden;
  }

  add(pile: number, seq: number, name: string): void {
    const front = this.#front(pile);
    // It is found where it stands when its turn comes.
    if (seq > front.until && (!front.isComplete || front.count >= knownMax)) front.isComplete = false;
    else place(front, seq, name);
  }

  remove(pile: number, seq: number, name: string): void {
    const front = this.#front(pile);
    const group = front.groups.get(name);
    if (group === undefined) return;
    const at = indexOf(group.places, seq);
    if (group.places[at] !== seq) return;
    if (at === 0) group.places.shift();
    else group.places.splice(at, 1);
    front.count--;
    if (at === 0) offer(front, group);
    forgetIfEmpty(front, group);
  }

  next(pile: number, max: number): Place[] {
    const front = this.#front(pile);
    while (front.count < knownMin && !front.isComplete) this.#lookFurther(pile, front);
    let head = front.heads.first();
    while (head === undefined && front.count < knownMax && !front.isComplete) {
      this.#lookFurther(pile, front);
      head = front.heads.first();
    }
    if (head === undefined) return [];
    const { name, places } = head;
    return places.slice(0, max).map((seq) => ({ seq, group: name }));
  }

  close(pile: number, name: string): void {
    groupOf(this.#front(pile), name).closed++;
  }

  open(pile: number, name: string): void {
    const front = this.#front(pile);
    const group = groupOf(front, name);
    group.closed = Math.max(0, group.closed - 1);
    offer(front, group);
    forgetIfEmpty(front, group);
  }

  sweep(pile: number): boolean {
    this.#fronts.delete(pile);
    return true;
  }

  #lookFurther(pile: number, front: Front): void {
    let rows = 0;
    for (const row of this.#messages.list({ under: pile, after: [pile, front.until], limit: foundAtOnce })) {
      front.until = row.seq;
      if (row.dueAt === undefined) place(front, row.seq, row.group ?? "");
      rows++;
    }
    front.isComplete = rows < foundAtOnce;
  }

  #front(pile: number): Front {
    const known = this.#fronts.get(pile);
    if (known !== undefined) return known;
    const heads = new FirstPlaces<Group>(({ closed, places }) => (closed > 0 ? undefined : places[0]));
    const front: Front = { heads, groups: new Map(), until: 0, count: 0, isComplete: false };
    for (const { group } of this.#hidden.list({ under: pile })) {
      if (group !== undefined) groupOf(front, group).closed++;
    }
    this.#fronts.set(pile, front);
    return front;
  }
}

function place(front: Front, seq: number, name: string): void {
  const group = groupOf(front, name);
  const { places } = group;
  const at = indexOf(places, seq);
  if (places[at] === seq) return;
  if (at === places.length) places.push(seq);
  else places.splice(at, 0, seq);
  front.count++;
  front.until = Math.max(front.until, seq);
  if (at === 0) offer(front, group);
}

/** Among those whose first message may be received. */
function offer({ heads }: Front, group: Group): void {
  const [first] = group.places;
  if (first !== undefined && group.closed === 0) heads.add(first, group);
}

function groupOf({ groups }: Front, name: string): Group {
  let group = groups.get(name);
  if (group === undefined) {
    group = { name, places: [], closed: 0 };
    groups.set(name, group);
  }
  return group;
}

function forgetIfEmpty({ groups }: Front, { name, places, closed }: Group): void {
  if (places.length === 0 && closed === 0) groups.delete(name);
}

/** Where a number stands, or would stand, among sorted ones; most are the first, or behind the last. */
function indexOf(places: readonly number[], seq: number): number {
  if ((places[0] ?? seq) >= seq) return 0;
  let low = 0;
  let high = places.length;
  if ((places[high - 1] ?? 0) < seq) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
