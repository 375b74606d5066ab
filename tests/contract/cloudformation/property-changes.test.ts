import { readFileSync } from "node:fs";
import { DescribeStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import schemas from "../../../packages/cloud/src/services/cloudformation/resources/schemas.json" with { type: "json" };
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack, deleteStack, stackEvents, updateStack } from "../../support/stacks.ts";
import { zip } from "../../support/zip.ts";
import { othersShownBy } from "./property-changes/others-shown.ts";
import { shownBy } from "./property-changes/shown.ts";

type Properties = Readonly<Record<string, unknown>>;

interface Changes {
  readonly base?: Properties;
  /** The property that has to be another with each resource. */
  readonly named?: string;
  /** What stands beside each resource. */
  readonly own?: object;
  /** Properties that cannot be taken away again. */
  readonly stays?: readonly string[];
  readonly changes: Readonly<Record<string, readonly [from: unknown, to: unknown]>>;
}

const read = (name: string): string => readFileSync(new URL(`property-changes/${name}`, import.meta.url), "utf8");
const customTags = [
  { tag: "!ImportValue", resolve: (name: string) => ({ "Fn::ImportValue": name }) },
  { tag: "!Own", resolve: (attribute: string) => ({ "Fn::Own": attribute }) },
];
const files = ["changes.yaml", "changes-of-apis.yaml", "changes-of-others.yaml", "changes-of-rights.yaml"];
const table = Object.assign({}, ...files.map((name) => parse(read(name), { customTags }))) as Readonly<
  Record<string, Changes>
>;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.s3.send(new CreateBucketCommand({ Bucket: "layers" }));
  const Body = await zip({ "nodejs/a.js": "" });
  await cloud.s3.send(new PutObjectCommand({ Bucket: "layers", Key: "layer.zip", Body }));
  expect((await createStack(cloud.cloudformation, "shared", read("shared.yaml"))).StackStatus).toBe("CREATE_COMPLETE");
});
afterAll(() => cloud.stop());

const isReplacing = (type: string, property: string): boolean =>
  (schemas as Readonly<Record<string, { readonly properties: Readonly<Record<string, string>> }>>)[type]?.properties[
    property
  ]?.includes("c") === true;

interface Wanted {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
  readonly own?: object | undefined;
}

/** What belongs to one resource alone is called by its name. */
const withOwn = ({ logicalId, properties }: Wanted): Properties =>
  JSON.parse(JSON.stringify(properties), (_, value) => {
    const attribute = value?.["Fn::Own"];
    if (attribute === undefined) return value;
    return attribute === "Ref" ? { Ref: `${logicalId}Own` } : { "Fn::GetAtt": [`${logicalId}Own`, attribute] };
  });

const templateOf = (resources: readonly Wanted[]) => ({
  Resources: Object.fromEntries(
    resources.flatMap((wanted) => [
      [wanted.logicalId, { Type: wanted.type, Properties: withOwn(wanted) }],
      ...(wanted.own === undefined ? [] : [[`${wanted.logicalId}Own`, wanted.own]]),
    ]),
  ),
});

const failures = async (StackName: string): Promise<readonly string[]> =>
  (await stackEvents(cloud.cloudformation, StackName))
    .filter(({ ResourceStatus }) => ResourceStatus?.endsWith("_FAILED"))
    .map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`)
    .filter((text) => !text.includes("cancelled"));

async function physicalIds(StackName: string): Promise<Readonly<Record<string, string>>> {
  const { StackResources = [] } = await cloud.cloudformation.send(new DescribeStackResourcesCommand({ StackName }));
  return Object.fromEntries(
    StackResources.map(({ LogicalResourceId = "", PhysicalResourceId = "" }) => [
      LogicalResourceId,
      PhysicalResourceId,
    ]),
  );
}

const lastPart = (id: string): string => id.slice(Math.max(id.lastIndexOf("/"), id.lastIndexOf(":")) + 1);

/** What a service tells of a resource, without what tells it from another of the same kind. */
async function shown(type: string, id: string, own = ""): Promise<unknown> {
  const told = await Promise.all((shownBy[type] ?? othersShownBy[type])?.(cloud, id, own) ?? []);
  // Secrets end their ARNs with chance.
  const names = [id, lastPart(id), lastPart(id).replace(/-\w{6}$/, ""), ...(own === "" ? [] : [own, lastPart(own)])];
  const text = names.reduce((all, name) => all.replaceAll(name, "ID"), JSON.stringify(told, plain));
  return JSON.parse(text.replace(uuids, "UUID").replace(generated, "NAME"), withoutEmpty);
}

/** Of this test, and those that CloudFormation makes up in its stacks. */
const generated = /\w+-of-changes|changes-[\w-]+-\w{12}/g;
const uuids = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:-\w{6})?/g;
const madeUp =
  /Time(?:stamp)?$|Date$|^(?:\$metadata|RequestId|RevisionId|CodeSha256|Location|TableId|RoleId|UserId|GroupId|VersionId|Version|FunctionUrl|rootResourceId|cacheNamespace|id|AssociationId|StateReason|CurrentKeyMaterialId|LatestStream\w+|CreatedOn|Modified\w*|LastModified\w*)$/i;

const plain = (name: string, value: unknown): unknown => (madeUp.test(name) ? undefined : value);

/** To some services nothing is the same as an empty text or object. */
const withoutEmpty = (_: string, value: unknown): unknown =>
  value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0) ? undefined : value;

describe("A property that changes", () => {
  it.for(Object.entries(table))("makes of a resource what it would have been: %s", async ([type, about]) => {
    const { base = {}, named, own, stays = [], changes } = about;
    const StackName = `changes-${type.replaceAll("::", "-")}`;
    const wanted = (logicalId: string, more: Properties): Wanted => ({
      logicalId,
      type,
      own,
      properties: { ...base, ...(named === undefined ? {} : { [named]: `${logicalId}-of-changes` }), ...more },
    });
    const properties = Object.keys(changes);
    const inPlace = properties.filter((name) => !isReplacing(type, name));
    const made = properties.map((name) => wanted(name, { [name]: changes[name]?.[0] }));
    const changed = properties.map((name) => wanted(name, { [name]: changes[name]?.[1] }));
    const fresh = inPlace.map((name) => wanted(`${name}Fresh`, { [name]: changes[name]?.[1] }));
    const plainly = [...inPlace, "Nothing"].map((name) =>
      wanted(name, stays.includes(name) ? { [name]: changes[name]?.[1] } : {}),
    );

    await createStack(cloud.cloudformation, StackName, templateOf(made));
    expect(await failures(StackName)).toEqual([]);
    const before = await physicalIds(StackName);
    await updateStack(cloud.cloudformation, StackName, templateOf([...changed, ...fresh]));
    expect(await failures(StackName)).toEqual([]);
    const after = await physicalIds(StackName);
    const replaced = properties.filter((name) => before[name] !== after[name]);
    const told = (ids: Readonly<Record<string, string>>, names: readonly string[]) =>
      Promise.all(names.map((name) => shown(type, ids[name] ?? "", ids[`${name}Own`])));
    const seen = await told(after, inPlace);
    const seenFresh = await told(
      after,
      inPlace.map((name) => `${name}Fresh`),
    );
    const { StackId = "" } = await updateStack(cloud.cloudformation, StackName, templateOf(plainly));
    expect(await failures(StackName)).toEqual([]);
    const last = await physicalIds(StackName);
    const removable = inPlace.filter((name) => !stays.includes(name));
    const seenLast = await told(last, removable);
    const [nothing] = await told(last, ["Nothing"]);
    await deleteStack(cloud.cloudformation, StackId);

    expect(replaced).toEqual(properties.filter((name) => isReplacing(type, name)));
    const byName = (names: readonly string[], values: readonly unknown[]) =>
      Object.fromEntries(names.map((name, index) => [name, values[index]]));
    expect(byName(inPlace, seen)).toEqual(byName(inPlace, seenFresh));
    expect(byName(removable, seenLast)).toEqual(
      byName(
        removable,
        removable.map(() => nothing),
      ),
    );
  });
});
