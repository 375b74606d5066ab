import { memberOf, ofType } from "../audited-template.ts";
import type { TemplateRule } from "../template-rule.ts";

export const noBackup: TemplateRule = {
  level: "warning",
  title: "What is lost cannot be brought back",
  why: "One wrong write or delete is final",
  wayOut: "switch on PointInTimeRecoveryEnabled of tables, keep backups of databases at least 7 days",
  alsoKnownAs: ["CKV_AWS_28", "AwsSolutions-DDB3", "W78", "CKV_AWS_133"],

  *find(template) {
    for (const { id, properties } of ofType(template, "AWS::DynamoDB::Table")) {
      const isOn = memberOf(properties, "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled");
      if (String(isOn) !== "true") yield { at: id, says: "it has no point-in-time recovery" };
    }
    for (const type of ["AWS::RDS::DBCluster", "AWS::RDS::DBInstance"]) {
      for (const { id, properties } of ofType(template, type)) {
        if (String(properties["BackupRetentionPeriod"]) === "0") yield { at: id, says: "BackupRetentionPeriod is 0" };
      }
    }
  },
};
