import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { hasProgram, run } from "../../support/program.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const environment = () => ({
  AWS_ENDPOINT_URL: cloud.cloud.endpoint,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_DEFAULT_REGION: "eu-west-1",
});

const program = `
import boto3, io, json
from botocore.exceptions import ClientError

s3 = boto3.client("s3")
said = {}
s3.create_bucket(Bucket="python", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
keys = ["a b+c", "../../up", "/slash", "dot/./..", "%2F", "\\u00e9\\U0001f600" * 170, "tab\\t", "a//b"]
for key in keys:
    s3.put_object(Bucket="python", Key=key, Body=key.encode())
said["same"] = all(s3.get_object(Bucket="python", Key=key)["Body"].read() == key.encode() for key in keys)
said["listed"] = sorted(one["Key"] for one in s3.list_objects_v2(Bucket="python")["Contents"]) == sorted(keys)

big = bytes(range(256)) * 4096 * 20
s3.upload_fileobj(io.BytesIO(big), "python", "big")
out = io.BytesIO()
s3.download_fileobj("python", "big", out)
said["big"] = out.getvalue() == big

s3.put_bucket_versioning(Bucket="python", VersioningConfiguration={"Status": "Enabled"})
first = s3.put_object(Bucket="python", Key="v", Body=b"1")["VersionId"]
s3.delete_object(Bucket="python", Key="v")
said["version"] = s3.get_object(Bucket="python", Key="v", VersionId=first)["Body"].read().decode()

def code(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"]

said["errors"] = [
    code(lambda: s3.get_object(Bucket="python", Key="v")),
    code(lambda: s3.put_object(Bucket="python", Key="k" * 1025)),
    code(lambda: s3.head_object(Bucket="python", Key="none")),
    code(lambda: s3.put_object(Bucket="python", Key="k", Body=b"x", ContentMD5="1B2M2Y8AsgTpgAmY7PhCfg==")),
    code(lambda: s3.get_object(Bucket="python", Key="big", Range="bytes=99999999-")),
]
print(json.dumps(said))
`;

describe.skipIf(!hasProgram("python3", "-c", "import boto3"))("boto3", () => {
  it("finds keys, large bodies, versions and errors as on AWS", async () => {
    const ended = await run("python3", ["-c", program], { env: environment() });

    expect(ended.err).toBe("");
    expect(JSON.parse(ended.out)).toEqual({
      same: true,
      listed: true,
      big: true,
      version: "1",
      errors: ["NoSuchKey", "KeyTooLongError", "404", "BadDigest", "InvalidRange"],
    });
  });
});

describe.skipIf(!hasProgram("aws"))("The AWS CLI", () => {
  it("configures a bucket and reads it back", async () => {
    const aws = async (...words: string[]) => {
      const ended = await run("aws", ["s3api", ...words, "--output", "json"], { env: environment() });
      return ended.code === 0 ? JSON.parse(ended.out || "{}") : ended.err.trim();
    };
    const bucket = ["--bucket", "from-cli"];
    await aws("create-bucket", ...bucket, "--create-bucket-configuration", "LocationConstraint=eu-west-1");

    await aws("put-bucket-versioning", ...bucket, "--versioning-configuration", "Status=Enabled");
    const rules = '{"Rules":[{"ID":"a","Status":"Enabled","Filter":{"Prefix":"x"},"Expiration":{"Days":3}}]}';
    await aws("put-bucket-lifecycle-configuration", ...bucket, "--lifecycle-configuration", rules);

    expect(await aws("get-bucket-versioning", ...bucket)).toEqual({ Status: "Enabled" });
    expect((await aws("get-bucket-lifecycle-configuration", ...bucket)).Rules).toEqual(JSON.parse(rules).Rules);
    expect(await aws("get-bucket-cors", ...bucket)).toContain("NoSuchCORSConfiguration");
  });
});
