import type { Config } from "../config.ts";
import { targetOf } from "../target.ts";
import { Obstacle } from "../usage-error.ts";

/** The inspection API of the cloud on this machine. */
export function localEndpoint(given: string | undefined, config: Config) {
  const { endpoint = "" } = targetOf({ endpoint: given, aws: false, region: undefined }, config);
  return {
    endpoint,
    async ask(path: string, { body, method = body === undefined ? "GET" : "POST" }: Asking = {}): Promise<unknown> {
      const answer = await fetch(`${endpoint}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch(() => {
        throw new Obstacle(`Nothing answers at ${endpoint}: start a cloud with millrace up or millrace cloud`);
      });
      if (answer.ok) return answer.json();
      const text = await answer.text();
      throw new Obstacle(reasonIn(text) ?? `${endpoint}${path} answers ${answer.status}: ${text.slice(0, 200)}`);
    },
  };
}

interface Asking {
  readonly method?: string;
  readonly body?: object;
}

function reasonIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    if (typeof error === "string") return error;
    return (error as { readonly message?: string } | undefined)?.message;
  } catch {
    return undefined;
  }
}
