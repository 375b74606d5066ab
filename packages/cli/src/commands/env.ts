import { defineCommand } from "../command.ts";
import { targetOf, targetOptions } from "../target.ts";
import { UsageError } from "../usage-error.ts";

const shells = {
  sh: (name: string, value: string) => `export ${name}=${value}`,
  fish: (name: string, value: string) => `set -gx ${name} ${value}`,
  powershell: (name: string, value: string) => `$env:${name} = "${value}"`,
  dotenv: (name: string, value: string) => `${name}=${value}`,
} as const;

export const command = defineCommand({
  about: "Prints what a shell needs so that every client of AWS speaks to the cloud of this machine.",
  options: {
    endpoint: targetOptions.endpoint,
    region: targetOptions.region,
    shell: { type: "string", value: "<name>", says: "sh, fish, powershell or dotenv", default: "sh" },
    json: { type: "boolean", says: "Print them as JSON" },
  },
  examples: ['eval "$(millrace env)"', "millrace env --shell fish | source"],
  async run({ values }, { config, terminal }) {
    const write = (shells as Readonly<Record<string, (typeof shells)["sh"] | undefined>>)[values.shell];
    if (write === undefined) {
      throw new UsageError(`There is no shell "${values.shell}": expected ${Object.keys(shells).join(", ")}`);
    }
    const { endpoint = "", region } = targetOf({ ...values, aws: false }, config);
    const variables = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
    };
    if (values.json) return terminal.line(JSON.stringify(variables));
    for (const [name, value] of Object.entries(variables)) terminal.line(write(name, value));
  },
});
