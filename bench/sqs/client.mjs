import { createHash, createHmac } from "node:crypto";
import { connect } from "node:net";

const region = "eu-west-1";
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();

/** One connection to SQS that does one call at a time, with as little work of its own as a signature allows. */
export class Client {
  #socket;
  #host;
  #scope;
  #key;
  #waiting = Buffer.alloc(0);
  #answered = () => undefined;

  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(new Client(socket, port)));
      socket.once("error", reject);
    });
  }

  constructor(socket, port) {
    this.#socket = socket;
    this.#host = `127.0.0.1:${port}`;
    this.#scope = `${this.#now().slice(0, 8)}/${region}/sqs/aws4_request`;
    this.#key = this.#scope.split("/").reduce(hmac, "AWS4test");
    socket.on("data", (bytes) => this.#take(bytes));
  }

  call(operation, input) {
    const body = JSON.stringify(input);
    this.#socket.write(this.#head(operation, body) + body);
    return new Promise((resolve, reject) => {
      this.#answered = (status, text) =>
        status === "200" ? resolve(JSON.parse(text)) : reject(new Error(`${operation} answered ${status}: ${text}`));
    });
  }

  end() {
    this.#socket.destroy();
  }

  #head(operation, body) {
    const timestamp = this.#now();
    const target = `AmazonSQS.${operation}`;
    const sum = createHash("sha256").update(body).digest("hex");
    const canonical = `POST\n/\n\nhost:${this.#host}\nx-amz-date:${timestamp}\nx-amz-target:${target}\n\nhost;x-amz-date;x-amz-target\n${sum}`;
    const hash = createHash("sha256").update(canonical).digest("hex");
    const signature = hmac(this.#key, `AWS4-HMAC-SHA256\n${timestamp}\n${this.#scope}\n${hash}`).toString("hex");
    return [
      "POST / HTTP/1.1",
      `host: ${this.#host}`,
      "content-type: application/x-amz-json-1.0",
      `content-length: ${body.length}`,
      `x-amz-date: ${timestamp}`,
      `x-amz-target: ${target}`,
      `authorization: AWS4-HMAC-SHA256 Credential=test/${this.#scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${signature}`,
      "\r\n",
    ].join("\r\n");
  }

  #now() {
    return `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  }

  #take(bytes) {
    this.#waiting = this.#waiting.length === 0 ? bytes : Buffer.concat([this.#waiting, bytes]);
    const headEnd = this.#waiting.indexOf("\r\n\r\n");
    if (headEnd < 0) return;
    const head = this.#waiting.toString("latin1", 0, headEnd);
    const end = headEnd + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#waiting.length < end) return;
    const text = this.#waiting.toString("utf8", headEnd + 4, end);
    this.#waiting = this.#waiting.subarray(end);
    this.#answered(head.slice(9, 12), text);
  }
}
