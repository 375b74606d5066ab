import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http2";
import type { Socket } from "node:net";
import type { Clock } from "@millrace/core";

/** What a connection of HTTP/2 begins with; no method of HTTP/1 is called so. https://www.rfc-editor.org/rfc/rfc9113#section-3.4 */
const preface = "PRI ";

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Lets a server of HTTP/1 take HTTP/2 without TLS on the same port, as AWS's clients of Kinesis speak it to an endpoint of
 * `http:`. Answers how to end the connections that came so.
 */
export function takeHttp2(server: Server, wall: Clock, serve: Serve): () => void {
  const sessions = createServer();
  /** Sessions, and connections that have said nothing yet: the server does not know of them. */
  const open = new Set<{ destroy(): unknown }>();
  sessions.on("session", (session) => {
    open.add(session);
    session.once("close", () => open.delete(session));
    // A client that goes away in the middle ends its streams, which tell of it themselves.
    session.on("error", () => session.destroy());
  });
  sessions.on("request", (request, response) => {
    request.headers.host ??= request.headers[":authority"];
    // Node gives them the members of those of HTTP/1.
    serve(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  });

  const takers = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    const silence = wall.after(server.headersTimeout, () => socket.destroy());
    peek(socket, (isHttp2) => {
      silence.cancel();
      open.delete(socket);
      if (socket.destroyed) return;
      if (isHttp2) sessions.emit("connection", socket);
      else for (const take of takers) take.call(server, socket);
    });
  });
  return () => {
    for (const connection of open) connection.destroy();
  };
}

/** Looks at the first bytes of a connection, and puts them back. */
function peek(socket: Socket, then: (isHttp2: boolean) => void): void {
  const end = () => socket.destroy();
  socket.on("error", end);
  socket.once("close", look);
  socket.once("readable", look);
  function look(): void {
    socket.off("error", end);
    socket.off("close", look);
    socket.off("readable", look);
    const bytes = socket.read() as Buffer | null;
    if (bytes !== null) socket.unshift(bytes);
    then(bytes?.toString("latin1", 0, preface.length) === preface);
  }
}
