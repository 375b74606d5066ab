import type { Option } from "../command.ts";

/** What every command takes that deploys, or tells what deploying would do. */
export const deploymentOptions = {
  name: { type: "string", value: "<name>", says: "What the name of everything begins with (default the pipeline's)" },
  bucket: { type: "string", value: "<name>", says: "The bucket to which files are sent (default the definition's)" },
} as const satisfies Readonly<Record<string, Option>>;

export const parametersOf = ({
  name,
  bucket,
}: {
  readonly name: string | undefined;
  readonly bucket: string | undefined;
}): Readonly<Record<string, string>> => ({
  ...(name === undefined ? {} : { Name: name }),
  ...(bucket === undefined ? {} : { BucketName: bucket }),
});
