import type { DBParameterGroup } from "@aws-sdk/client-rds";
import type { ParameterGroup } from "../model.ts";

export const parameterGroupOutput = ({ name, family, description, arn }: ParameterGroup): DBParameterGroup => ({
  DBParameterGroupName: name,
  DBParameterGroupFamily: family,
  Description: description,
  DBParameterGroupArn: arn,
});
