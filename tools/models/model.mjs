// One client's schemas and one botocore model -> one model file.

/** Traits of a member as the clients pack them into a number. */
const packedTraits = [
  "httpLabel",
  "idempotent",
  "idempotencyToken",
  "sensitive",
  "httpPayload",
  "httpResponseCode",
  "httpQueryParams",
];

/** Traits that a server has no use for. */
const droppedTraits = new Set([
  "idempotent",
  "contextParam",
  "hostLabel",
  "clientOptional",
  "addedDefault",
  "httpChecksumRequired",
]);

const simpleTypes = {
  0: "string",
  1: "number",
  2: "boolean",
  4: "timestamp",
  5: "date-time",
  6: "http-date",
  7: "epoch-seconds",
  15: "document",
  17: "bigInteger",
  19: "bigDecimal",
  21: "blob",
  42: "stream",
  unit: "unit",
};

/** Answers whose body is not wrapped in an element of the operation; the schemas leave it out (S3's s3UnwrappedXmlOutput). */
const unwrapped = new Set(["com.amazonaws.s3.GetBucketLocation"]);

/** Values whose wire form is their form in memory, see packages/wire/src/schema/model-file.ts. */
const verbatim = new Set(["com.amazonaws.dynamodb.AttributeValue", "com.amazonaws.dynamodbstreams.AttributeValue"]);

/** Operations that subscribers reach by links in messages, which nobody signs. */
const linked = new Set(["com.amazonaws.sns.ConfirmSubscription", "com.amazonaws.sns.Unsubscribe"]);

export async function modelOf(client, botocore) {
  const builder = new ModelBuilder(botocore);
  const tuples = Object.entries(client)
    .filter(([name, value]) => name.endsWith("$") && Array.isArray(value))
    .map(([, value]) => value);
  const operations = {};
  for (const tuple of tuples.filter((tuple) => tuple[0] === 9)) {
    operations[tuple[2]] = builder.operation(tuple);
    if (linked.has(`${tuple[1]}.${tuple[2]}`)) operations[tuple[2]].unsigned = 1;
  }
  for (const name of await unsignedOperations(client, operations)) operations[name].unsigned = 1;
  const errors = tuples.filter((tuple) => tuple[0] === -3).map((tuple) => builder.target(tuple, undefined));
  return {
    model: { ...builder.model(), operations, errors },
    matched: builder.matched,
    structures: builder.structures,
  };
}

class ModelBuilder {
  matched = 0;
  structures = 0;
  #botocore;
  #namespace = "";
  #shapes = [];
  #indexes = new Map();
  #constraints = [];
  #constraintIndexes = new Map();

  constructor(botocore) {
    this.#botocore = botocore;
  }

  model() {
    return { namespace: this.#namespace, constraints: this.#constraints, shapes: this.#shapes };
  }

  operation([, namespace, name, traits, input, output]) {
    this.#namespace = namespace;
    const known = this.#botocore.operations[name];
    const all = traitsOf(traits);
    return {
      input: this.target(input, known?.input),
      output: this.target(output, known?.output),
      ...(all.http === undefined ? {} : { http: all.http }),
      ...(known?.unsigned ? { unsigned: 1 } : {}),
      ...(unwrapped.has(`${namespace}.${name}`) ? { unwrapped: 1 } : {}),
    };
  }

  /** The number of a shape in the file, or the name of a simple type. */
  target(reference, known) {
    const tuple = resolved(reference);
    if (!Array.isArray(tuple)) return this.#simple(tuple, known);
    if (tuple.length === 2) return this.target(tuple[0], known);
    if (tuple[0] === 0) return this.#simple(resolved(tuple[4]), known);
    const done = this.#indexes.get(tuple);
    if (done !== undefined) return done;
    const index = this.#shapes.push(undefined) - 1;
    this.#indexes.set(tuple, index);
    this.#shapes[index] = this.#shape(tuple, this.#counterpart(tuple, known));
    return index;
  }

  #counterpart([, , name], known) {
    return this.#botocore.shapes[known] ?? this.#botocore.shapes[name];
  }

  #shape(tuple, known) {
    const [id, namespace, name, traits] = tuple;
    const own = { ...kept(traitsOf(traits)), ...(verbatim.has(`${namespace}.${name}`) ? { verbatim: 1 } : {}) };
    if (id === 1) return trimmed(["list", name, this.#member("member", tuple[4], known?.member), own]);
    if (id === 2) {
      return trimmed([
        "map",
        name,
        this.#member("key", tuple[4], known?.key),
        this.#member("value", tuple[5], known?.value),
        own,
      ]);
    }
    this.structures++;
    if (known !== undefined) this.matched++;
    const members = tuple[4].map((memberName, at) =>
      this.#member(memberName, tuple[5][at], known?.members?.[memberName], at < (tuple[6] ?? 0)),
    );
    return trimmed([id === 4 ? "union" : id === -3 ? "error" : "structure", name, members, own]);
  }

  #member(name, reference, known, isRequired = false) {
    const traits = { ...kept(memberTraits(reference)), ...(isRequired ? { required: 1 } : {}) };
    const constraint = this.#constraint(this.#botocore.shapes[known]);
    if (constraint !== undefined) traits.constraint = constraint;
    return trimmed([name, this.target(reference, known), traits]);
  }

  #constraint(shape) {
    if (shape === undefined) return undefined;
    const { min, max, pattern, enum: values, type } = shape;
    const isNumber = ["integer", "long", "float", "double"].includes(type);
    const bounds = min === undefined && max === undefined ? undefined : [min ?? null, max ?? null];
    const constraint = {
      ...(bounds === undefined ? {} : isNumber ? { range: bounds } : { length: bounds }),
      ...(pattern === undefined ? {} : { pattern }),
      ...(values === undefined ? {} : { enum: values }),
    };
    const text = JSON.stringify(constraint);
    if (text === "{}") return undefined;
    if (!this.#constraintIndexes.has(text)) this.#constraintIndexes.set(text, this.#constraints.push(constraint) - 1);
    return this.#constraintIndexes.get(text);
  }

  #simple(sentinel, known) {
    if (sentinel === 1) return numberTypes[this.#botocore.shapes[known]?.type] ?? "number";
    if (typeof sentinel === "number" && sentinel >= 128) return this.#anonymous("map", sentinel - 128, known);
    if (typeof sentinel === "number" && sentinel >= 64) return this.#anonymous("list", sentinel - 64, known);
    const type = simpleTypes[sentinel];
    if (type === undefined)
      throw new Error(
        `Cannot read the schema sentinel ${String(sentinel)}: expected one of ${Object.keys(simpleTypes)}`,
      );
    return type;
  }

  /** Lists and maps without traits are numbers in the schemas; one shape serves all that agree in their constraints. */
  #anonymous(kind, sentinel, known) {
    const shape = this.#botocore.shapes[known];
    const parts =
      kind === "list"
        ? [this.#member("member", sentinel, shape?.member)]
        : [this.#member("key", 0, shape?.key), this.#member("value", sentinel, shape?.value)];
    const text = JSON.stringify([kind, "", ...parts]);
    if (!this.#indexes.has(text)) this.#indexes.set(text, this.#shapes.push(JSON.parse(text)) - 1);
    return this.#indexes.get(text);
  }
}

const numberTypes = { integer: "integer", long: "long", float: "float", double: "float" };

function resolved(reference) {
  let result = reference;
  while (typeof result === "function") result = result();
  return result;
}

/** A member's own traits and those of the simple shape it names, the member's first. */
function memberTraits(reference) {
  const tuple = resolved(reference);
  if (!Array.isArray(tuple)) return {};
  if (tuple.length === 2) return { ...memberTraits(tuple[0]), ...traitsOf(tuple[1]) };
  return tuple[0] === 0 ? { ...memberTraits(tuple[4]), ...traitsOf(tuple[3]) } : {};
}

function traitsOf(traits) {
  if (!traits) return {};
  if (typeof traits === "object") return traits;
  return Object.fromEntries(packedTraits.filter((_, bit) => (traits >> bit) & 1).map((name) => [name, 1]));
}

const kept = (traits) => Object.fromEntries(Object.entries(traits).filter(([name]) => !droppedTraits.has(name)));

/** Empty traits at the end of a tuple are left out. */
function trimmed(tuple) {
  const last = tuple.at(-1);
  const isEmpty = typeof last === "object" && !Array.isArray(last) && Object.keys(last).length === 0;
  return isEmpty ? tuple.slice(0, -1) : tuple;
}

/**
 * Operations that the client itself sends without a signature: botocore does not know all of them. Clients that choose
 * the signature by endpoint rules (S3, EventBridge) have none, and their choice fails without a real endpoint.
 */
async function unsignedOperations(client, operations) {
  const [, Client] = Object.entries(client).find(
    ([name, value]) => name.endsWith("Client") && name !== "__Client" && typeof value === "function",
  );
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const { config } = new Client({ region: "us-east-1", endpoint: "http://localhost", credentials });
  const found = [];
  for (const operation of Object.keys(operations)) {
    const schemes = await schemesOf(config, operation);
    if (schemes.some((scheme) => scheme.schemeId === "smithy.api#noAuth")) found.push(operation);
  }
  return found;
}

async function schemesOf(config, operation) {
  try {
    return await config.httpAuthSchemeProvider({ operation, region: "us-east-1" });
  } catch {
    return [];
  }
}
