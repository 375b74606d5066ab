import type { Part, Plan } from "@millrace/plan";
import { Expressing } from "./express.ts";
import { functionResources, workflowResources } from "./parts/compute.ts";
import { queueResources, ruleResources, topicResources } from "./parts/messages.ts";
import { databaseResources, networkResources } from "./parts/network.ts";
import { bucketResources, secretResources, tableResources } from "./parts/storage.ts";
import { uploadApiResources } from "./parts/upload-api.ts";
import { alarmResources, dashboardResources } from "./parts/watch.ts";
import { getAtt, type Resources, ref, type Template } from "./template.ts";

type Writers = {
  readonly [Kind in Part["kind"]]: (part: Extract<Part, { readonly kind: Kind }>, write: Expressing) => Resources;
};

const writers: Writers = {
  alarm: alarmResources,
  bucket: bucketResources,
  dashboard: dashboardResources,
  database: databaseResources,
  function: functionResources,
  network: networkResources,
  queue: queueResources,
  rule: ruleResources,
  secret: secretResources,
  table: tableResources,
  topic: topicResources,
  "upload-api": uploadApiResources,
  workflow: workflowResources,
};

/** The CloudFormation template of a plan. The same plan gives the same template. */
export function writeTemplate(plan: Plan): Template {
  const write = new Expressing(plan);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `${plan.pipeline}: files in, trusted rows out`,
    Parameters: parametersOf(plan),
    Resources: Object.assign({}, ...plan.parts.map((part) => resourcesOf(part, write))) as Resources,
    Outputs: outputsOf(plan),
  };
}

// Each kind has the writer of its own kind, which the compiler cannot follow through the index.
const resourcesOf = (part: Part, write: Expressing): Resources =>
  (writers[part.kind] as (part: Part, write: Expressing) => Resources)(part, write);

const parametersOf = ({ name, bucketName }: Plan): Template["Parameters"] => ({
  Name: {
    Type: "String",
    Description: "What the name of everything begins with",
    Default: name,
    AllowedPattern: "^[a-z][a-z0-9-]{1,39}$",
    ConstraintDescription: "expected 2 to 40 of a-z, 0-9 and hyphen, a letter first",
  },
  BucketName: {
    Type: "String",
    Description: "The bucket to which files are sent; its name must be free in all of AWS",
    Default: bucketName,
    AllowedPattern: "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
    ConstraintDescription: "expected 3 to 63 of a-z, 0-9, dot and hyphen",
  },
  CodeBucket: { Type: "String", Description: "The bucket that has the code of the functions" },
  CodeKey: { Type: "String", Description: "The key of the code, a zip file" },
});

function outputsOf(plan: Plan): Template["Outputs"] {
  const api = plan.parts.find((part) => part.kind === "upload-api");
  const database = plan.parts.find((part) => part.kind === "database");
  return {
    Bucket: { Description: "The bucket to which files are sent", Value: ref("BucketName") },
    Table: { Description: "The table of rows and of the ledger", Value: ref("Table") },
    ...(api === undefined
      ? {}
      : {
          UploadUrl: {
            Description: "Where upload URLs are given out, to callers with the key",
            Value: {
              "Fn::Sub": `https://\${${api.id}}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/${api.stage}/uploads`,
            },
          },
          UploadKeyId: { Description: "The id of the callers' key", Value: ref(`${api.id}Key`) },
        }),
    ...(database === undefined
      ? {}
      : {
          DatabaseHost: { Description: "Where the database answers", Value: getAtt(database.id, "Endpoint.Address") },
          DatabaseSecret: {
            Description: "The secret with the database's password",
            Value: getAtt(database.id, "MasterUserSecret.SecretArn"),
          },
        }),
  };
}
