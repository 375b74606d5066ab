import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { invalidParameter } from "../errors.ts";
import type { LayerReference } from "../model.ts";
import type { LambdaStore } from "../store.ts";
import { readLayerArn } from "./layer-model.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html */
const layersMax = 5;

/** The layers that a function is given. Throws InvalidParameterValueException for one that it cannot have. */
export async function findLayers(call: Call<LambdaStore>, arns: readonly string[]): Promise<LayerReference[]> {
  if (arns.length > layersMax) throw invalidParameter(`Cannot reference more than ${layersMax} layers.`);
  const byLayer = new Map<string, string>();
  const found: LayerReference[] = [];
  for (const arn of arns) {
    const layer = arn.slice(0, arn.lastIndexOf(":"));
    const other = byLayer.get(layer);
    if (other === arn) throw invalidParameter(`Two same layer versions are not allowed to be referenced. ${arn}`);
    if (other !== undefined) {
      throw invalidParameter(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${other} and ${arn} are versions of the same layer.`,
      );
    }
    byLayer.set(layer, arn);
    found.push({ arn, bytes: await layerBytes(call, arn) });
  }
  return found;
}

async function layerBytes(call: Call<LambdaStore>, arn: string): Promise<number> {
  const read = readLayerArn(arn);
  if (read === undefined) throw invalidParameter(`Layer version ${arn} does not exist.`);
  if (read.account === call.account && read.region === call.region) {
    const layer = call.store.layers.find(read.name, read.version);
    if (layer === undefined) throw invalidParameter(`Layer version ${arn} does not exist.`);
    return layer.code.bytes;
  }
  // Somebody else's: whoever gives it to a function must be allowed to get it.
  const place = { principal: call.principal, account: read.account, region: read.region };
  const answer = await call.aws.call("lambda", "GetLayerVersionByArn", { Arn: arn }, place).catch((error: unknown) => {
    throw error instanceof AwsError ? invalidParameter(`Layer version ${arn} does not exist.`) : error;
  });
  return answer.Content?.CodeSize ?? 0;
}
