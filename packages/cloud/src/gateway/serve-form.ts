import { decompressBody, type FormRoute, identifyForm, parseForm } from "@millrace/wire";
import { bodyTooLarge } from "./body-limit.ts";
import type { Exchange } from "./exchange.ts";
import { adopt, operationOf } from "./operation-call.ts";
import { receiveBody } from "./receive-body.ts";
import { serveBuffered } from "./serve-operation.ts";

/** A request of the query protocols: its operation is known once its body is. */
export function serveForm(exchange: Exchange, route: FormRoute): void {
  exchange.admitBody();
  const { bodyBytesMax, models } = exchange.setting;
  receiveBody(
    exchange.request,
    bodyBytesMax,
    (body) => {
      try {
        const plain = decompressBody(exchange.head, body, bodyBytesMax);
        const form = parseForm(exchange.head.query, plain.toString("utf8"));
        const found = identifyForm(models, route, form);
        adopt(exchange, found);
        serveBuffered(exchange, found, operationOf(found), body);
      } catch (error) {
        exchange.refuse(error);
      }
    },
    (reason) => exchange.refuse(reason === "too large" ? bodyTooLarge("") : reason),
  );
}
