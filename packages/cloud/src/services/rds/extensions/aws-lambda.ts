import { askFunction, type Extension } from "./extension.ts";

/** How a function is named: its parameters, and what they say of name and region. */
const namings = [
  {
    parameters: ["function_name text"],
    region: ["region text DEFAULT NULL"],
    asked: "'function', function_name, 'region', region",
  },
  {
    parameters: ["function_name aws_commons._lambda_function_arn_1"],
    region: [],
    asked: "'function', function_name.function_name, 'region', function_name.region",
  },
];

const invokeFunction = (json: string, { parameters, region, asked }: (typeof namings)[number]): string => `
CREATE FUNCTION aws_lambda.invoke(${[...parameters, `payload ${json}`, ...region].join(", ")},
  invocation_type text DEFAULT 'RequestResponse', log_type text DEFAULT 'None', context ${json} DEFAULT NULL,
  qualifier varchar(128) DEFAULT NULL,
  OUT status_code int, OUT payload ${json}, OUT executed_version text, OUT log_result text)
LANGUAGE sql AS $$
SELECT (answer->>'status')::int, (answer->>'payload')::${json}, answer->>'version', answer->>'log'
  FROM aws_lambda._ask(jsonb_build_object('do', 'invoke', ${asked}, 'payload', payload::text,
    'type', invocation_type, 'logType', log_type, 'context', context, 'qualifier', qualifier)) AS answer
$$;
`;

/**
 * Runs functions of Lambda.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL-Lambda-functions.html
 */
export const awsLambda: Extension = {
  name: "aws_lambda",
  version: "1.0",
  comment: "AWS Lambda integration",
  requires: ["aws_commons"],
  script:
    askFunction("aws_lambda") +
    ["json", "jsonb"].flatMap((json) => namings.map((naming) => invokeFunction(json, naming))).join(""),
};
