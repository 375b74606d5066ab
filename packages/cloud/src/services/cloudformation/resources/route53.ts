import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { PlainFailure } from "../engine/failure-reason.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts, isMissing } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";

/** What a template says of a record beside the record itself. */
const surroundings = new Set(["HostedZoneId", "HostedZoneName", "Comment", "RecordSets"]);

function recordOf(properties: JsonObject): JsonObject {
  const { ResourceRecords: values, TTL: ttl, AliasTarget: alias, ...rest } = properties;
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([name]) => !surroundings.has(name))),
    ...(ttl !== undefined && { TTL: Number(ttl) }),
    ...(isObject(alias) && { AliasTarget: { EvaluateTargetHealth: false, ...alias } }),
    ...(isArray(values) && { ResourceRecords: values.map((Value) => ({ Value: toText(Value) })) }),
  };
}

const bareId = (id: Json): string => toText(id).replace(/^\/hostedzone\//, "");

/** The zone of a record: by its id, or the only one of a name. */
export async function zoneOf(work: Work, { HostedZoneId: id, HostedZoneName: name = "" }: JsonObject): Promise<string> {
  if (id !== undefined) return toText(id);
  const wanted = toText(name);
  const { HostedZones: zones } = await work.aws("route53", "ListHostedZonesByName", { DNSName: wanted });
  const found = (isArray(zones) ? zones : []).filter(isObject).filter(({ Name: one }) => one === wanted);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new PlainFailure(
      `${found.length === 0 ? "No" : "More than one"} hosted zone named ${wanted} found in account ${work.call.account}`,
    );
  }
  return bareId(only["Id"] ?? "");
}

/** Makes one change of records, all in one zone. */
async function change(work: Work, zone: string, action: "UPSERT" | "DELETE", records: readonly JsonObject[]) {
  if (records.length === 0) return;
  const Changes = records.map((properties) => ({ Action: action, ResourceRecordSet: recordOf(properties) }));
  await work.aws("route53", "ChangeResourceRecordSets", { HostedZoneId: zone, ChangeBatch: { Changes } });
}

/** What is gone already needs no deletion. */
async function remove(work: Work, properties: JsonObject, records: readonly JsonObject[]): Promise<void> {
  try {
    await change(work, await zoneOf(work, properties), "DELETE", records);
  } catch (error) {
    if (isMissing(error) || error instanceof PlainFailure || isNotFound(error)) return;
    throw error;
  }
}

const isNotFound = (error: unknown): boolean => error instanceof Error && /but it was not found/.test(error.message);

const groupOf = ({ RecordSets: records }: JsonObject): JsonObject[] =>
  isArray(records) ? records.filter(isObject) : [];

const keyOf = ({ Name: name = "", Type: type = "", SetIdentifier: set = "" }: JsonObject): string =>
  [name, type, set].map(toText).join(" ");

async function completeZone(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const id = zoneId(facts);
  const networksOf = ({ VPCs: vpcs }: JsonObject) => (isArray(vpcs) ? vpcs.filter(isObject) : []);
  const isSame = (one: JsonObject, two: JsonObject) => one["VPCId"] === two["VPCId"];
  const known = before === undefined ? networksOf(facts).slice(0, 1) : networksOf(before);
  for (const VPC of networksOf(facts)) {
    if (known.some((one) => isSame(one, VPC))) continue;
    await work.aws("route53", "AssociateVPCWithHostedZone", { HostedZoneId: id, VPC });
  }
  for (const VPC of known) {
    if (networksOf(facts).some((one) => isSame(one, VPC))) continue;
    await work.aws("route53", "DisassociateVPCFromHostedZone", { HostedZoneId: id, VPC });
  }
  const comments = [before, facts].map((one) => (isObject(one?.["HostedZoneConfig"]) ? one["HostedZoneConfig"] : {}));
  const [former, wanted] = comments.map((one) => toText(one?.["Comment"] ?? ""));
  if (before !== undefined && former !== wanted) {
    await work.aws("route53", "UpdateHostedZoneComment", { Id: id, Comment: wanted ?? "" });
  }
  await tagZone(work, facts, before);
}

async function tagZone(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const tagsOf = (one: JsonObject | undefined) =>
    isArray(one?.["HostedZoneTags"]) ? one["HostedZoneTags"].filter(isObject) : [];
  const gone = tagsOf(before).filter(({ Key }) => !tagsOf(facts).some((tag) => tag["Key"] === Key));
  if (tagsOf(facts).length + gone.length === 0) return;
  await work.aws("route53", "ChangeTagsForResource", {
    ResourceType: "hostedzone",
    ResourceId: zoneId(facts),
    ...(tagsOf(facts).length > 0 && { AddTags: tagsOf(facts) }),
    ...(gone.length > 0 && { RemoveTagKeys: gone.map(({ Key = "" }) => Key) }),
  });
}

/** Out of what its creation answered, or what it is known by since. */
function zoneId({ HostedZone: zone, PhysicalId: id = "" }: Facts): string {
  const found = isObject(zone) ? (zone["Id"] ?? "") : id;
  return bareId(found);
}

export const route53Types: Readonly<Record<string, ResourceType>> = {
  "AWS::Route53::HostedZone": declared({
    service: "route53",
    create: "CreateHostedZone",
    delete: "DeleteHostedZone",
    id: zoneId,
    input: ({ VPCs: vpcs, ...facts }, { work }) => ({
      // The same again after a crash: the zone is made once.
      CallerReference: work.name({ max: 128 }),
      ...(isArray(vpcs) && vpcs[0] !== undefined && { VPC: vpcs[0] }),
      ...(facts["PhysicalId"] !== undefined && { Id: facts["PhysicalId"] }),
    }),
    attributes({ DelegationSet: set, NameServers: known, ...facts }) {
      const NameServers = isObject(set) ? set["NameServers"] : known;
      return { Id: zoneId(facts), ...(isArray(NameServers) && { NameServers }) };
    },
    complete: completeZone,
  }),

  "AWS::Route53::RecordSet": {
    async create(work, properties) {
      await change(work, await zoneOf(work, properties), "UPSERT", [properties]);
      return { id: toText(properties["Name"] ?? "") };
    },
    async update(work, { physicalId }, properties) {
      await change(work, await zoneOf(work, properties), "UPSERT", [properties]);
      return { id: physicalId };
    },
    delete: (work, { properties }) => remove(work, properties, [properties]),
  },

  "AWS::Route53::RecordSetGroup": {
    async create(work, properties) {
      await change(work, await zoneOf(work, properties), "UPSERT", groupOf(properties));
      const id = work.name({ max: 128 });
      return { id, attributes: { Id: id } };
    },
    async update(work, { physicalId, properties: before }, properties) {
      const kept = new Set(groupOf(properties).map(keyOf));
      const gone = groupOf(before).filter((record) => !kept.has(keyOf(record)));
      await remove(work, before, gone);
      await change(work, await zoneOf(work, properties), "UPSERT", groupOf(properties));
      return { id: physicalId, attributes: { Id: physicalId } };
    },
    delete: (work, { properties }) => remove(work, properties, groupOf(properties)),
  },
};
