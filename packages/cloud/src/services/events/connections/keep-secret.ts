import type { Call } from "../../../kernel/operation.ts";
import type { EventsStore } from "../store.ts";
import type { AuthParameters, Connection } from "./connection.ts";

/** Where secrets are kept beside the connection itself; undefined where nothing keeps any. */
export async function createSecret(
  _call: Call<EventsStore>,
  _name: string,
  _auth: AuthParameters,
): Promise<string | undefined> {
  return undefined;
}

export async function updateSecret(_call: Call<EventsStore>, _connection: Connection, _auth: AuthParameters) {}

export async function deleteSecret(_call: Call<EventsStore>, _connection: Connection) {}
