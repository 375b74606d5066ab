import type { Part, Plan } from "@millrace/plan";
import { snake, TerraformExpressing } from "./express.ts";
import { type Block, type Hcl, raw, writeBlocks } from "./hcl.ts";
import { modules } from "./modules.ts";

export interface RootOptions {
  /** Where the modules are, as seen from the root: `./modules`. */
  readonly modules: string;
  /** Environments, each with a file of variables. */
  readonly environments?: readonly string[];
}

/** Text of each file of a Terraform root, by its name, formatted as `terraform fmt` would. The same plan gives the same bytes. */
export function writeRoot(plan: Plan, options: RootOptions): Readonly<Record<string, string>> {
  const { environments = ["dev", "qa", "prod"] } = options;
  const write = new TerraformExpressing(plan);
  return {
    "main.tf": writeBlocks([...facts, ...plan.parts.map((part) => moduleBlock(part, write, options))]),
    "variables.tf": writeBlocks(variablesOf(plan)),
    "outputs.tf": writeBlocks(outputsOf(plan)),
    "versions.tf": writeBlocks(versions),
    "backend.tf": writeBlocks(backend),
    ...Object.fromEntries(environments.map((name) => [`${name}.tfvars`, tfvars(plan, name)])),
  };
}

const facts: readonly Block[] = [
  { type: "data", labels: ["aws_partition", "current"], attributes: {} },
  { type: "data", labels: ["aws_region", "current"], attributes: {} },
  { type: "data", labels: ["aws_caller_identity", "current"], attributes: {} },
  {
    type: "locals",
    labels: [],
    attributes: { tags: { call: "merge", value: raw("var.tags, { pipeline = var.name }") } },
  },
];

function moduleBlock(part: Part, write: TerraformExpressing, options: RootOptions): Block {
  const { module, arguments: argumentsOf } = modules[part.kind];
  // Each kind has the writer of its own kind, which the compiler cannot follow through the index.
  const values = (argumentsOf as (part: Part, write: TerraformExpressing) => Readonly<Record<string, Hcl>>)(
    part,
    write,
  );
  return {
    type: "module",
    labels: [snake(part.id)],
    attributes: { source: `${options.modules}/${module}`, ...values },
  };
}

function variablesOf({ name, bucketName }: Plan): readonly Block[] {
  return [
    variable("name", "What the name of everything begins with.", {
      type: raw("string"),
      default: name,
      nullable: false,
      check: {
        condition: 'can(regex("^[a-z][a-z0-9-]{1,39}$", var.name))',
        message: "name must be 2 to 40 of a-z, 0-9 and hyphen, a letter first.",
      },
    }),
    variable("bucket_name", "The bucket to which files are sent; its name must be free in all of AWS.", {
      type: raw("string"),
      default: bucketName,
      nullable: false,
    }),
    variable("code_path", "Path of the zip file with the code of the functions.", {
      type: raw("string"),
      default: "function.zip",
      nullable: false,
    }),
    variable("region", "Region in which everything stands; that of the environment where there is none.", {
      type: raw("string"),
      default: null,
    }),
    variable("keep_data", "Whether what holds data refuses to be destroyed.", {
      type: raw("bool"),
      default: true,
      nullable: false,
    }),
    variable("log_retention_days", "Days for which logs are kept.", {
      type: raw("number"),
      default: 30,
      nullable: false,
    }),
    variable("tags", "Tags of everything.", { type: raw("map(string)"), default: {}, nullable: false }),
  ];
}

function variable(
  name: string,
  description: string,
  {
    check,
    ...attributes
  }: Readonly<Record<string, Hcl>> & {
    readonly check?: { readonly condition: string; readonly message: string };
  },
): Block {
  return {
    type: "variable",
    labels: [name],
    attributes: { description, ...attributes },
    blocks:
      check === undefined
        ? []
        : [
            {
              type: "validation",
              labels: [],
              attributes: { condition: raw(check.condition), error_message: check.message },
            },
          ],
  };
}

function outputsOf(plan: Plan): readonly Block[] {
  const output = (name: string, description: string, value: string): Block => ({
    type: "output",
    labels: [name],
    attributes: { description, value: raw(value) },
  });
  const api = plan.parts.find(({ kind }) => kind === "upload-api");
  const database = plan.parts.find(({ kind }) => kind === "database");
  return [
    output("bucket_name", "The bucket to which files are sent.", "module.bucket.name"),
    output("table_name", "The table of rows and of the ledger.", "module.table.name"),
    ...(api === undefined
      ? []
      : [
          output(
            "upload_url",
            "Where upload URLs are given out, to callers with the key.",
            `module.${snake(api.id)}.url`,
          ),
          output("upload_key_id", "The ID of the callers' key.", `module.${snake(api.id)}.key_id`),
        ]),
    ...(database === undefined
      ? []
      : [
          output("database_host", "Where the database answers.", `module.${snake(database.id)}.host`),
          output(
            "database_secret_arn",
            "The secret with the database's password.",
            `module.${snake(database.id)}.secret_arn`,
          ),
        ]),
  ];
}

const versions: readonly Block[] = [
  {
    type: "terraform",
    labels: [],
    attributes: { required_version: ">= 1.10" },
    blocks: [
      {
        type: "required_providers",
        labels: [],
        attributes: { aws: { source: "hashicorp/aws", version: ">= 5.100, < 7.0" } },
      },
    ],
  },
  { type: "provider", labels: ["aws"], attributes: { region: raw("var.region") } },
];

/** Partial: which bucket and which key is said to `terraform init`, as a backend takes no variables. */
const backend: readonly Block[] = [
  {
    type: "terraform",
    labels: [],
    attributes: {},
    blocks: [
      {
        type: "backend",
        labels: ["s3"],
        comment:
          'terraform init -backend-config="bucket=MY-STATES" -backend-config="key=ENVIRONMENT/terraform.tfstate"',
        attributes: { encrypt: true, use_lockfile: true },
      },
    ],
  },
];

/** Only production keeps its data against a slip of the hand. */
const tfvars = ({ name, bucketName }: Plan, environment: string): string => {
  const isProduction = environment === "prod";
  const width = "log_retention_days".length;
  const line = (key: string, value: string): string => `${key.padEnd(width)} = ${value}`;
  return [
    line("name", JSON.stringify(isProduction ? name : `${name}-${environment}`)),
    line("bucket_name", JSON.stringify(isProduction ? bucketName : `${bucketName}-${environment}`)),
    line("keep_data", String(isProduction)),
    line("log_retention_days", isProduction ? "365" : "14"),
    line("tags", `{ environment = "${environment}" }`),
    "",
  ].join("\n");
};
