import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A web server that remembers what is posted to it. */
export async function startListener() {
  const posted: Posted[] = [];
  const waiting: ((one: Posted) => void)[] = [];
  let status = 200;
  let busy = 0;
  const server = createServer(async (request, response) => {
    busy++;
    const one = { headers: request.headers, body: await text(request) };
    response.on("close", () => busy--);
    response.writeHead(status).end();
    const wake = waiting.shift();
    if (wake === undefined) posted.push(one);
    else wake(one);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    next: () => {
      const one = posted.shift();
      return one === undefined ? new Promise<Posted>((resolve) => waiting.push(resolve)) : Promise.resolve(one);
    },
    isIdle: () => (busy === 0 ? true : undefined),
    answerWith: (code: number) => {
      status = code;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
