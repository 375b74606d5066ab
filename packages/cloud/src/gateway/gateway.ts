import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock, Ids, Log } from "@millrace/core";
import {
  type FormRoute,
  type Identified,
  identify,
  identifySite,
  type Models,
  type OperationRoute,
  type RequestHead,
  readSignature,
} from "@millrace/wire";
import type { Resident } from "../kernel/network/resident.ts";
import { bodyBytesMaxDefault } from "./body-limit.ts";
import { openToAll } from "./browser-headers.ts";
import type { Door } from "./door.ts";
import { Exchange } from "./exchange.ts";
import { takeHttp2 } from "./http2.ts";
import { Pause } from "./pause.ts";
import { sandboxOf } from "./sandbox.ts";
import { serveForm } from "./serve-form.ts";
import { serveFormUpload } from "./serve-form-upload.ts";
import { serveOperation } from "./serve-operation.ts";
import { servePreflight } from "./serve-preflight.ts";
import { serveLocal, serveSite } from "./serve-site.ts";
import type { Setting } from "./setting.ts";

export interface Gateway {
  /** Begins to take requests; port 0 takes any that is free. */
  listen(options: { readonly port: number; readonly host: string }): Promise<{ readonly port: number }>;
  /** Ends all connections and stops listening. */
  /** Runs `work` for one of the requests while no other is served. Those that come meanwhile wait, and find what is behind then. */
  pause<T>(work: () => Promise<T>, behind: () => Pick<GatewayOptions, "door" | "clock">): Promise<T>;
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly door: Door;
  readonly clock: Clock;
  readonly models: Models;
  readonly wall: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** The most of a body that is held in memory; uploads to S3 stream and are not bound by it. */
  readonly bodyBytesMax?: number;
}

/** Clients keep connections for up to a minute; a server that closes first makes them fail now and then. */
const keepAliveMs = 75_000;
/** Presigned requests and object metadata need room; Node's own limit is 16 kB. */
const headerBytesMax = 64 * 1024;

/** The HTTP server in front of the cloud: AWS's requests in, calls of the door, AWS's answers out. */
export function createGateway(options: GatewayOptions): Gateway {
  const setting: Setting = {
    ...options,
    bodyBytesMax: options.bodyBytesMax ?? bodyBytesMaxDefault,
    address: "127.0.0.1",
  };
  const server = createServer({ keepAliveTimeout: keepAliveMs, maxHeaderSize: headerBytesMax, noDelay: true });
  const pause = new Pause(options.wall);
  server.on("request", (request, response) => pause.admit(response, () => receive(setting, request, response, false)));
  server.on("checkContinue", (request, response) =>
    pause.admit(response, () => receive(setting, request, response, true)),
  );
  const endHttp2 = takeHttp2(server, options.wall, (request, response) =>
    pause.admit(response, () => receive(setting, request, response, false)),
  );
  // Uploads may take as long as they take; a client that sends nothing at all is ended by the headers' own timeout.
  server.requestTimeout = 0;
  return {
    listen: ({ port, host }) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          server.off("error", reject);
          const address = server.address() as AddressInfo;
          setting.address = `${host}:${address.port}`;
          resolve({ port: address.port });
        });
      }),
    pause: (work, behind) =>
      pause.during(async () => {
        try {
          return await work();
        } finally {
          Object.assign(setting, behind());
        }
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        endHttp2();
      }),
  };
}

/** Nothing stands between a request and its service unless its sender may be in a network. */
function receive(setting: Setting, request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): void {
  const exchange = new Exchange(setting, request, response, awaitsContinue);
  const insider = setting.door.insider?.(request.socket);
  if (insider === undefined) serve(exchange, undefined);
  else insider.then((found) => serve(exchange, found)).catch((error: unknown) => exchange.refuse(error));
}

function serve(exchange: Exchange, insider: Resident | undefined): void {
  const { setting } = exchange;
  try {
    if (isLocal(exchange.head.path)) {
      serveLocal(exchange);
      return;
    }
    exchange.sandboxHeaders = sandboxOf(exchange.head);
    const site = identifySite(exchange.head) ?? setting.door.apiBehind?.(exchange.head);
    if (site !== undefined && site.kind !== "website") {
      // What browsers may do with a site is its owner's to say.
      exchange.signature = readSignature(exchange.head);
      if (getsThrough(exchange, insider, site.kind)) serveSite(exchange, site);
      return;
    }
    if (exchange.head.headers["origin"] !== undefined) exchange.extraHeaders = openToAll(exchange.head);
    if (isOpenPreflight(exchange.head)) {
      exchange.answer({ status: 200, headers: {}, body: "" });
      return;
    }
    exchange.signature = readSignature(exchange.head);
    const route = identify(setting.models, exchange.head, exchange.signature);
    if (!getsThrough(exchange, insider, serviceOf(route))) return;
    if (route.kind === "operation") serveOperation(exchange, route);
    else if (route.kind === "form") serveForm(exchange, route);
    else serveOther(exchange, route);
  } catch (error) {
    exchange.refuse(error);
  }
}

/** Who gets nowhere is never answered, as where a network drops what is sent into it. */
function getsThrough(exchange: Exchange, insider: Resident | undefined, service: string): boolean {
  if (insider === undefined) return true;
  const { signature, setting } = exchange;
  const region = signature !== undefined && "region" in signature ? signature.region : insider.region;
  exchange.passage = setting.door.passage?.(insider, service, region);
  return exchange.passage !== undefined;
}

/** Uploads of forms, preflights and websites are S3's. */
const serviceOf = (route: Identified): string =>
  route.kind === "operation" || route.kind === "form" ? (route.service?.name ?? "") : "s3";

function serveOther(exchange: Exchange, route: Exclude<Identified, OperationRoute | FormRoute>): void {
  if (route.kind === "upload") serveFormUpload(exchange, route).catch((error: unknown) => exchange.refuse(error));
  else if (route.kind === "preflight")
    servePreflight(exchange, route).catch((error: unknown) => exchange.refuse(error));
  else serveSite(exchange, route);
}

const isLocal = (path: string): boolean => path.startsWith("/_") && !path.startsWith("/_aws/");

/** A page in a browser asks first whether it may call, and then needs to hear that it may read the answer. */
const isOpenPreflight = ({ method, path }: RequestHead): boolean => method === "OPTIONS" && path === "/";
