import { hasProgram, run } from "./program.ts";

export const hasBoto3 = hasProgram("python3", "-c", "import boto3");

const beginning = `
import boto3, json
from botocore.exceptions import ClientError
said = {}

def error(call):
    try:
        call()
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
`;

/**
 * Runs a program in Python whose clients speak to a cloud. It puts what it finds into `said`, which is answered; `error(call)`
 * gives code and status of what is refused.
 */
export async function askByBoto3(endpoint: string, program: string): Promise<unknown> {
  const { out, err } = await run("python3", ["-c", `${beginning}\n${program}\nprint(json.dumps(said))\n`], {
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_DEFAULT_REGION: "eu-west-1",
    },
  });
  if (out === "") throw new Error(`The program said nothing but: ${err}`);
  return JSON.parse(out);
}
