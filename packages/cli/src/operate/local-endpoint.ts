import type { Config } from "../config.ts";
import { targetOf } from "../target.ts";
import { Obstacle } from "../usage-error.ts";

/** The inspection API of the cloud on this machine. */
export function localEndpoint(given: string | undefined, config: Config) {
  const { endpoint = "" } = targetOf({ endpoint: given, aws: false, region: undefined }, config);
  return {
    endpoint,
    async ask(path: string, body?: object): Promise<unknown> {
      const answer = await fetch(
        `${endpoint}${path}`,
        body === undefined ? {} : { method: "POST", body: JSON.stringify(body) },
      ).catch(() => {
        throw new Obstacle(`Nothing answers at ${endpoint}: start a cloud with millrace up or millrace cloud`);
      });
      if (!answer.ok) {
        const text = await answer.text();
        throw new Obstacle(saidIn(text) ?? `${endpoint}${path} answers ${answer.status}: ${text.slice(0, 200)}`);
      }
      return answer.json();
    },
  };
}

/** What the inspection API says of what it refuses. */
const saidIn = (text: string): string | undefined =>
  /^\{"error":/.test(text)
    ? (JSON.parse(text) as { readonly error: { readonly message?: string } }).error.message
    : undefined;
