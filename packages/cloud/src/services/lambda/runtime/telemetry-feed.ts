import { request } from "node:http";
import type { Clock } from "@millrace/core";
import { type PlatformEvent, telemetry } from "./platform-event.ts";

interface Subscription {
  readonly types: ReadonlySet<string>;
  readonly uri: URL;
  readonly itemsMax: number;
  readonly timeoutMs: number;
  waiting: object[];
  isScheduled: boolean;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api-reference.html */
const buffering = { itemsMax: 1000, itemsMin: 1000, timeoutMs: 1000, timeoutMsMin: 25 } as const;
/** Kept for a subscriber that does not take what it asked for. */
const waitingMax = 10_000;
const typeNames = new Set(["platform", "function", "extension"]);

/** Sends what happens in one execution environment to the extensions that subscribed to it. */
export class TelemetryFeed {
  readonly #wall: Clock;
  readonly #subscriptions: Subscription[] = [];
  /** What happened before anybody could subscribe. */
  readonly #early: { readonly type: string; readonly record: unknown; readonly time: string }[] = [];

  #isClosed = false;

  constructor(wall: Clock) {
    this.#wall = wall;
  }

  /** Takes the body of a subscription; false when it is none. */
  subscribe(body: unknown): boolean {
    const { types, destination, buffering: wanted } = body as SubscriptionBody;
    if (!Array.isArray(types) || !types.every((type) => typeNames.has(type))) return false;
    if (destination?.protocol !== "HTTP" || !URL.canParse(destination.URI ?? "")) return false;
    const subscription = {
      types: new Set(types),
      uri: new URL(destination.URI ?? ""),
      itemsMax: Math.max(wanted?.maxItems ?? buffering.itemsMax, buffering.itemsMin),
      timeoutMs: Math.max(wanted?.timeoutMs ?? buffering.timeoutMs, buffering.timeoutMsMin),
      waiting: [],
      isScheduled: false,
    };
    this.#subscriptions.push(subscription);
    for (const event of this.#early) this.#offer(subscription, event);
    return true;
  }

  /** `type` as the API names it: `function`, `extension`, or one that begins with `platform.`. */
  emit(type: string, record: unknown): void {
    if (this.#isClosed && this.#subscriptions.length === 0) return;
    const event = { time: new Date(this.#wall.now()).toISOString(), type, record };
    if (!this.#isClosed && this.#early.length < buffering.itemsMax) this.#early.push(event);
    for (const subscription of this.#subscriptions) this.#offer(subscription, event);
  }

  platform(event: PlatformEvent): void {
    if (this.#subscriptions.length === 0 && event.type !== "platform.initStart") return;
    const { type, record } = telemetry(event);
    this.emit(type, record);
  }

  /** Nobody can subscribe any more: what is kept for latecomers goes. */
  closeSubscriptions(): void {
    this.#isClosed = true;
    this.#early.length = 0;
  }

  flush(): void {
    for (const subscription of this.#subscriptions) this.#send(subscription);
  }

  #offer(subscription: Subscription, event: { readonly type: string }): void {
    if (!subscription.types.has(event.type.split(".")[0] ?? "") || subscription.waiting.length >= waitingMax) return;
    subscription.waiting.push(event);
    if (subscription.waiting.length >= subscription.itemsMax) this.#send(subscription);
    else if (!subscription.isScheduled) {
      subscription.isScheduled = true;
      this.#wall.after(subscription.timeoutMs, () => this.#send(subscription));
    }
  }

  #send(subscription: Subscription): void {
    subscription.isScheduled = false;
    const events = subscription.waiting;
    if (events.length === 0) return;
    subscription.waiting = [];
    const { uri } = subscription;
    const body = Buffer.from(JSON.stringify(events));
    const headers = { "Content-Type": "application/json", "Content-Length": body.length };
    // AWS's name for the environment itself, which no resolver of this machine knows.
    const host = uri.hostname.startsWith("sandbox") ? "127.0.0.1" : uri.hostname;
    const post = request({ host, port: uri.port, path: uri.pathname, method: "POST", headers }, (answer) =>
      answer.resume(),
    );
    // An extension that does not listen misses what it asked for.
    post.on("error", () => undefined);
    post.end(body);
  }
}

interface SubscriptionBody {
  readonly types?: unknown;
  readonly destination?: { readonly protocol?: string; readonly URI?: string };
  readonly buffering?: { readonly maxItems?: number; readonly timeoutMs?: number };
}
