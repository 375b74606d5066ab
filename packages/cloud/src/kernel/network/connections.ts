import type { Socket } from "node:net";
import type { Log } from "@millrace/core";
import type { Network } from "../../reach/network.ts";
import type { Path } from "../../reach/path.ts";
import { type Place, reachPlace, standingsOf, worst } from "../../reach/place.ts";
import { reachService } from "../../reach/reach.ts";
import type { DecisionLog } from "../decision-log.ts";
import type { Scope } from "../operation.ts";
import { endpointNames } from "./endpoint-names.ts";
import type { Resident, Residents } from "./resident.ts";
import { whoConnects } from "./who-connects.ts";

interface ConnectionsOptions {
  readonly networkOf: (scope: Scope) => Network;
  readonly decisions: DecisionLog;
  readonly log: Log;
}

/** Who opens connections to the cloud and its databases, and whether the networks let them through. */
export class Connections implements Residents {
  readonly #options: ConnectionsOptions;
  readonly #residents = new Map<number, Resident>();
  readonly #known = new WeakMap<Socket, Promise<Resident | undefined>>();
  /** Those in networks: everybody else reaches AWS anyway. */
  #insiders = 0;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  settle(group: number, resident: Resident): void {
    this.#residents.set(group, resident);
    if (isInside(resident)) this.#insiders++;
  }

  leave(group: number): void {
    const resident = this.#residents.get(group);
    if (resident !== undefined && isInside(resident)) this.#insiders--;
    this.#residents.delete(group);
  }

  /** Who sends requests over a connection, if it is somebody in a network. Undefined at once while nobody is in any. */
  insiderOf(socket: Socket): Promise<Resident | undefined> | undefined {
    if (this.#insiders === 0) return undefined;
    return this.#residentOf(socket).then((resident) =>
      resident !== undefined && isInside(resident) ? resident : undefined,
    );
  }

  /** The way from somebody to a service of AWS, by the name of its model. */
  toService(resident: Resident, service: string, region: string): Path {
    const network = this.#options.networkOf(resident);
    const name = endpointNames[service] ?? service;
    const path = worst(standingsOf(network, resident.place).map((from) => reachService(network, from, name, region)));
    if (!path.isOpen) this.#tell(resident, `${name}.${region}.amazonaws.com`, path);
    return path;
  }

  /** Whether a connection gets through to something in a network. Programs of the cloud's user always do. */
  async admits(socket: Socket, to: Place): Promise<boolean> {
    if (this.#residents.size === 0) return true;
    const resident = await this.#residentOf(socket);
    if (resident === undefined) return true;
    const path = reachPlace(this.#options.networkOf(resident), resident.place, to);
    if (!path.isOpen) this.#tell(resident, to.name, path);
    return path.isOpen;
  }

  /** A connection stays with the process that has opened it. */
  #residentOf(socket: Socket): Promise<Resident | undefined> {
    let known = this.#known.get(socket);
    if (known === undefined) {
      known = whoConnects(socket, new Set(this.#residents.keys())).then((group) =>
        group === undefined ? undefined : this.#residents.get(group),
      );
      this.#known.set(socket, known);
    }
    return known;
  }

  #tell({ place, roleArn }: Resident, to: string, { missing }: Path): void {
    const { decisions, log } = this.#options;
    const why = missing === undefined ? "" : `${missing.at} ${missing.says}`;
    const fix = missing?.add ?? "";
    decisions.note(roleArn, { action: "connect", resource: to }, false, () => ({
      decidedBy: missing === undefined ? [] : [missing.at],
      reason: `because ${why}`,
      fix,
    }));
    log.warn("a connection gets nowhere", { from: place.name, to, why, fix });
  }
}

const isInside = ({ place }: Resident): boolean => place.subnetIds.length > 0;
