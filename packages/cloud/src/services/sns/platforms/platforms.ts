import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import { noSuchApplication, noSuchEndpoint } from "../errors.ts";

export interface Application {
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Device {
  readonly arn: string;
  readonly applicationArn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Applications on phones, and the phones that have them. https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-application-as-subscriber.html */
export class Platforms {
  readonly #applications: Collection<Application>;
  readonly #devices: Collection<Device>;

  constructor(database: Database) {
    this.#applications = new Collection(database, "platform applications");
    this.#devices = new Collection(database, "platform endpoints");
  }

  /** Throws NotFound. */
  application(arn: string): Application {
    const application = this.#applications.get(arn);
    if (application === undefined) throw noSuchApplication();
    return application;
  }

  applications(): IterableIterator<Application> {
    return this.#applications.list();
  }

  putApplication(application: Application): void {
    this.#applications.put(application.arn, application);
  }

  /** With all its devices. */
  deleteApplication(arn: string): void {
    for (const device of this.devicesOf(arn)) this.deleteDevice(device.arn);
    this.#applications.delete(arn);
  }

  /** Throws NotFound. */
  device(arn: string): Device {
    const device = this.#devices.get(arn);
    if (device === undefined) throw noSuchEndpoint();
    return device;
  }

  /** `application` is the ARN of one. */
  *devicesOf(application: string): IterableIterator<Device> {
    const prefix = application.replace(":app/", ":endpoint/");
    for (const device of this.#devices.list({ startingWith: `${prefix}/` })) {
      if (device.applicationArn === application) yield device;
    }
  }

  putDevice(device: Device): void {
    this.#devices.put(device.arn, device);
  }

  deleteDevice(arn: string): void {
    this.#devices.delete(arn);
  }
}
