import type { TemplateRule } from "../template-rule.ts";

const stateful = ["AWS::DynamoDB::Table", "AWS::RDS::DBCluster", "AWS::S3::Bucket", "AWS::EFS::FileSystem"];

export const lostWithTheStack: TemplateRule = {
  level: "note",
  title: "Data goes when the stack goes, or when the resource is replaced",
  why: "A renamed table is a new table, and the old one is deleted with its rows",
  wayOut: "write DeletionPolicy and UpdateReplacePolicy: Retain, or Snapshot where there are any",
  alsoKnownAs: ["I3011", "W3011"],

  *find({ resources }) {
    for (const { id, type, written } of resources) {
      if (!stateful.includes(type)) continue;
      const missing = [
        ...(written.deletionPolicy === undefined ? ["DeletionPolicy"] : []),
        ...(written.updateReplacePolicy === undefined ? ["UpdateReplacePolicy"] : []),
      ];
      if (missing.length > 0) yield { at: id, says: `it has no ${missing.join(" and no ")}` };
    }
  },
};
