import { fileURLToPath } from "node:url";
import grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { schema, schemaMessage } from "./schema.ts";
import { type DynamicValue, decode, encode, planned, type Values } from "./values.ts";

const protocol = loadSync(fileURLToPath(new URL("protocol.proto", import.meta.url)), { keepCase: true, longs: Number });

type Call = (
  call: { readonly request: Record<string, unknown> },
  answer: (error: Error | null, message?: object) => void,
) => void;

const answering =
  (message: (request: Record<string, unknown>) => object): Call =>
  ({ request }, answer) => {
    answer(null, message(request));
  };

/** What the account, of which there is none, answers to data sources: values by type. */
type DataValues = Readonly<Record<string, Values>>;

const operations = (data: DataValues): Readonly<Record<string, Call>> => ({
  GetSchema: answering(() => schemaMessage),
  PrepareProviderConfig: answering(({ config }) => ({ prepared_config: config })),
  ValidateResourceTypeConfig: answering(() => ({})),
  ValidateDataSourceConfig: answering(() => ({})),
  Configure: answering(() => ({})),
  Stop: answering(() => ({})),

  PlanResourceChange: answering((request) => {
    const proposed = decode(request["proposed_new_state"] as DynamicValue);
    const block = schema.resources[String(request["type_name"])];
    const state = proposed === null || block === undefined ? proposed : planned(block, proposed);
    // As the real provider, which is allowed to plan what a strict one may not.
    return { planned_state: encode(state), legacy_type_system: true };
  }),

  ReadDataSource: answering((request) => {
    const config = decode(request["config"] as DynamicValue);
    return { state: encode({ ...config, ...data[String(request["type_name"])] }) };
  }),
});

export interface Plugin {
  /** What makes Terraform ask here instead of starting the provider. */
  readonly env: Readonly<Record<string, string>>;
  stop(): void;
}

/** The AWS provider without AWS: Terraform validates, plans and tests with mocks against its schema; it makes nothing. */
export async function startPlugin(data: DataValues): Promise<Plugin> {
  const server = new grpc.Server({ "grpc.max_send_message_length": -1 });
  server.addService(protocol["tfplugin5.Provider"] as grpc.ServiceDefinition, operations(data));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const reattach = {
    Protocol: "grpc",
    ProtocolVersion: 5,
    Pid: process.pid,
    Test: true,
    Addr: { Network: "tcp", String: `127.0.0.1:${port}` },
  };
  return {
    env: { TF_REATTACH_PROVIDERS: JSON.stringify({ "registry.terraform.io/hashicorp/aws": reattach }) },
    stop: () => server.forceShutdown(),
  };
}
