import type { DBClusterParameterGroup } from "@aws-sdk/client-rds";
import type { ParameterGroup } from "../model.ts";

export const clusterParameterGroupOutput = ({
  name,
  family,
  description,
  arn,
}: ParameterGroup): DBClusterParameterGroup => ({
  DBClusterParameterGroupName: name,
  DBParameterGroupFamily: family,
  Description: description,
  DBClusterParameterGroupArn: arn,
});
