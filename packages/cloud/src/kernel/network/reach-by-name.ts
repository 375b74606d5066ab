import { AwsError } from "@millrace/wire";
import type { Network } from "../../reach/network.ts";
import type { Path } from "../../reach/path.ts";
import { type Place, reachPlace, standingsOf, worst } from "../../reach/place.ts";
import { reachAddress, reachService } from "../../reach/reach.ts";
import { endpointNames } from "./endpoint-names.ts";

export interface ReachQuestion {
  readonly from: string;
  readonly to: string;
  /** Instead of the port that it listens at. */
  readonly port: number | undefined;
}

interface Known {
  readonly network: Network;
  readonly placeOf: (name: string) => Place | undefined;
  /** Names of models. */
  readonly services: readonly string[];
}

const internet: Place = { name: "internet", subnetIds: [], groupIds: undefined };
const httpsPort = 443;

/** Tells the way from what people name to what they name: functions, databases, ids of EC2, services, addresses. */
export function reachByName({ from, to, port }: ReachQuestion, { network, placeOf, services }: Known): Path {
  const source = from === "internet" ? internet : placeOf(from);
  if (source === undefined) throw unknown("from", from, "a function, subnet-..., sg-..., eni-... or internet");
  const sources = standingsOf(network, source);
  const target = placeOf(to);
  if (target !== undefined) return reachPlace(network, source, { ...target, ports: portsOf(target, port) });
  const [, address, written] = /^(\d+\.\d+\.\d+\.\d+)(?::(\d+))?$/.exec(to) ?? [];
  if (address !== undefined) {
    return worst(sources.map((one) => reachAddress(network, one, address, port ?? Number(written ?? httpsPort))));
  }
  const names = new Set([...services.map((name) => endpointNames[name] ?? name), "execute-api"]);
  const service = endpointNames[to] ?? to;
  if (!names.has(service)) throw unknown("to", to, "a database, a service of AWS such as s3, eni-... or address:port");
  return worst(sources.map((one) => reachService(network, one, service, network.region)));
}

const portsOf = ({ ports = [httpsPort] }: Place, port: number | undefined): readonly number[] =>
  port === undefined ? ports : [port];

const unknown = (end: string, name: string, wanted: string): AwsError =>
  new AwsError("UnknownPlace", `There is nothing called "${name}" to reach ${end}: expected ${wanted}`, {
    status: 400,
  });
