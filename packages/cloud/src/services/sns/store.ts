import { KeyUses } from "../../data-keys/key-uses.ts";
import type { Scope } from "../../kernel/operation.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { Outbox } from "./deliveries/outbox.ts";
import { noSuchSubscription, noSuchTopic } from "./errors.ts";
import { readArn, type Subscription, type Topic, topicArn } from "./model.ts";
import { Platforms } from "./platforms/platforms.ts";
import { SeenMessages } from "./publishing/seen-messages.ts";
import { Signer } from "./signing/signer.ts";

/** The topics and subscriptions of one account in one region. Read at every message: all stay in memory. */
export class SnsStore {
  readonly scope: Scope;
  readonly platforms: Platforms;
  readonly seen: SeenMessages;
  readonly outbox: Outbox;
  readonly signer: Signer;
  /** Who was given a data key for which topic. */
  readonly givenKeys = new KeyUses<true>();
  /** Of text messages: https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
  readonly #settings: Collection<Readonly<Record<string, string>>>;
  readonly #topics: Collection<Topic>;
  readonly #subscriptions: Collection<Subscription>;
  readonly #known: Map<string, Topic>;
  /** By topic, then by ARN. */
  readonly #subscribed = new Map<string, Map<string, Subscription>>();
  #sequence: number;

  constructor(database: Database, scope: Scope, now: number) {
    this.scope = scope;
    this.#topics = new Collection(database, "topics");
    this.#subscriptions = new Collection(database, "subscriptions");
    this.#settings = new Collection(database, "settings");
    this.#known = new Map([...this.#topics.list()].map((topic) => [topic.name, topic]));
    for (const subscription of this.#subscriptions.list())
      this.#subscribers(subscription).set(subscription.arn, subscription);
    this.platforms = new Platforms(database);
    this.seen = new SeenMessages(database);
    this.outbox = new Outbox(database);
    this.signer = new Signer(new Collection(database, "signing"));
    this.#sequence = now * 1000;
  }

  nextSequence(): number {
    return this.#sequence++;
  }

  /** Throws InvalidParameter for what is no ARN, NotFound for topics that are not here. */
  topic(arn: string | undefined, parameter = "TopicArn"): Topic {
    readArn(arn, parameter);
    const topic = this.findTopic(arn ?? "");
    if (topic === undefined) throw noSuchTopic();
    return topic;
  }

  findTopic(arn: string): Topic | undefined {
    const name = arn.slice(arn.lastIndexOf(":") + 1);
    return topicArn(this.scope, name) === arn ? this.#known.get(name) : undefined;
  }

  topics(): IterableIterator<Topic> {
    return this.#topics.list();
  }

  putTopic(topic: Topic): void {
    this.#known.set(topic.name, topic);
    this.#topics.put(topic.name, topic);
  }

  /** With everything that subscribes to it. */
  deleteTopic(topic: Topic): void {
    const arn = topicArn(this.scope, topic.name);
    for (const subscription of this.subscriptionsOf(arn)) this.#subscriptions.delete([arn, subscription.arn]);
    this.#subscribed.delete(arn);
    this.#known.delete(topic.name);
    this.#topics.delete(topic.name);
  }

  /** Throws NotFound. */
  subscription(arn: string): Subscription {
    const subscription = this.findSubscription(arn);
    if (subscription === undefined) throw noSuchSubscription();
    return subscription;
  }

  findSubscription(arn: string): Subscription | undefined {
    return this.#subscribed.get(arn.slice(0, arn.lastIndexOf(":")))?.get(arn);
  }

  subscriptionsOf(arn: string): Subscription[] {
    return [...(this.#subscribed.get(arn)?.values() ?? [])];
  }

  subscriptions(): IterableIterator<Subscription> {
    return this.#subscriptions.list();
  }

  putSubscription(subscription: Subscription): void {
    this.#subscribers(subscription).set(subscription.arn, subscription);
    this.#subscriptions.put([subscription.topicArn, subscription.arn], subscription);
  }

  deleteSubscription(subscription: Subscription): void {
    this.#subscribers(subscription).delete(subscription.arn);
    this.#subscriptions.delete([subscription.topicArn, subscription.arn]);
    const topic = this.findTopic(subscription.topicArn);
    if (topic !== undefined) this.putTopic({ ...topic, deletions: topic.deletions + 1 });
  }

  setting(name: "sms" | "opted out" | "sandbox"): Readonly<Record<string, string>> {
    return this.#settings.get(name) ?? {};
  }

  putSetting(name: "sms" | "opted out" | "sandbox", values: Readonly<Record<string, string>>): void {
    this.#settings.put(name, values);
  }

  #subscribers({ topicArn: arn }: Subscription): Map<string, Subscription> {
    let subscribers = this.#subscribed.get(arn);
    if (subscribers === undefined) {
      subscribers = new Map();
      this.#subscribed.set(arn, subscribers);
    }
    return subscribers;
  }
}
