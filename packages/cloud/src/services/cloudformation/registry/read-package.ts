import { text } from "node:stream/consumers";
import { BrokenZip, eachEntry } from "../../../archives/zip-entries.ts";
import { isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import type { ExtensionName } from "./model.ts";

/** Why a package cannot be registered, in the registry's words. */
export class BadPackage extends Error {
  override readonly name = "BadPackage";
}

/** https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-model.html: larger ones are no schemas. */
const schemaBytesMax = 1_048_576;

/** The schema in what `cfn submit` packs. Throws `BadPackage`. */
export async function readPackage(zip: Buffer, { kind, typeName }: ExtensionName): Promise<string> {
  let schema: string | undefined;
  let fragments = 0;
  try {
    await eachEntry(zip, async ({ fileName, uncompressedSize }, open) => {
      if (/^fragments\/[^/]+\.(?:json|ya?ml)$/.test(fileName)) fragments += 1;
      if (fileName !== "schema.json") return;
      if (uncompressedSize > schemaBytesMax) throw new BadPackage("Error validating schema definition.");
      schema = await text(await open());
    });
  } catch (error) {
    throw error instanceof BrokenZip ? new BadPackage("Error processing type artifact.") : error;
  }
  if (schema === undefined) throw new BadPackage("Error processing type artifact.");
  if (parsed(schema)?.["typeName"] !== typeName) throw new BadPackage("Error validating schema definition.");
  if (kind === "MODULE" && fragments !== 1) {
    throw new BadPackage("There should be only one valid json or yaml module fragment file under `fragments`.");
  }
  return schema;
}

function parsed(schema: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(schema);
    return isObject(value as JsonObject) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
