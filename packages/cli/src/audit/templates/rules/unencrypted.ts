import { memberOf } from "../audited-template.ts";
import type { TemplateRule } from "../template-rule.ts";

interface Encryption {
  /** The property that encrypts, and whether AWS does so when it is not there. */
  readonly property: string;
  readonly isDefault?: true;
}

/** Not topics: they keep no messages, and AWS's own key would shut out the alarms that publish to them. */
const encryptions: Readonly<Record<string, Encryption>> = {
  "AWS::EFS::FileSystem": { property: "Encrypted" },
  "AWS::RDS::DBCluster": { property: "StorageEncrypted" },
  "AWS::RDS::DBInstance": { property: "StorageEncrypted" },
  "AWS::SQS::Queue": { property: "SqsManagedSseEnabled", isDefault: true },
};

export const unencrypted: TemplateRule = {
  level: "error",
  title: "Data lies unencrypted",
  why: "Of a database it cannot be changed later without a new one; reviews ask for it",
  wayOut: "switch it on: StorageEncrypted of databases; buckets and queues are encrypted unless told otherwise",
  alsoKnownAs: ["CKV_AWS_16", "CKV_AWS_27", "CKV_AWS_96", "F26", "F27"],

  *find({ resources }) {
    for (const { id, type, properties } of resources) {
      const { property = "", isDefault = false } = encryptions[type] ?? {};
      // An instance of a cluster is encrypted as its cluster.
      if (property === "" || properties["DBClusterIdentifier"] !== undefined) continue;
      const value = memberOf(properties, property);
      const hasKey = properties["KmsMasterKeyId"] !== undefined;
      if (value === undefined && isDefault) continue;
      if (value === undefined) yield { at: id, says: `it has no ${property}` };
      else if (String(value) === "false" && !hasKey) yield { at: id, says: `${property} is false` };
    }
  },
};
