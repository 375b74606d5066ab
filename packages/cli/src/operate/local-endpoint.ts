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
      if (!answer.ok)
        throw new Obstacle(`${endpoint}${path} answers ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
      return answer.json();
    },
  };
}
