import { useCloud } from "../../cloud/use-cloud.ts";
import { Badge, Page, Panel, Show } from "../../parts/page.tsx";
import { countText } from "../../text.ts";
import type { ViewProps } from "../../view-props.ts";
import { type Networks, readNetworks, type Vpc } from "./networks.ts";
import { reach } from "./reach.ts";
import { ReachForm, Way } from "./reach-form.tsx";
import { Residents, VpcPicture } from "./vpc-picture.tsx";

const services = ["ec2", "lambda", "rds"];

/** `#/network/FROM/TO`: who stands where, and who reaches whom. */
export function Network({ path: [from = "", to = ""] }: ViewProps) {
  const networks = useCloud("networks", services, readNetworks);
  const isAsked = from !== "" && to !== "";
  const way = useCloud(`way ${from} ${to}`, services, async () => (isAsked ? await reach(from, to) : undefined));
  const lit = new Set(JSON.stringify(way.value ?? "").match(/(subnet|vpc)-[0-9a-f]+/g));
  return (
    <Page title="Network">
      <Show of={networks}>
        {(found) => (
          <>
            <Panel title="Who reaches whom">
              <ReachForm key={`${from} ${to}`} networks={found} from={from} to={to} />
              {isAsked ? (
                <Show of={way}>{(reached) => reached && <Way from={from} to={to} reached={reached} />}</Show>
              ) : undefined}
            </Panel>
            {found.vpcs.map((vpc) => (
              <VpcPanel key={vpc.id} vpc={vpc} lit={lit} />
            ))}
            <Outside of={found.outside} />
          </>
        )}
      </Show>
    </Page>
  );
}

function VpcPanel({ vpc, lit }: { readonly vpc: Vpc; readonly lit: ReadonlySet<string> }) {
  const residents = vpc.subnets.flatMap((subnet) => subnet.residents).length;
  const facts = <span class="dim">{`${vpc.cidr}, ${countText(vpc.subnets.length, "subnet")}`}</span>;
  // Every region has a default network, mostly for nothing.
  if (vpc.isDefault && residents === 0) {
    return (
      <details class="panel">
        <summary>
          Default network, nothing in it <span class="dim">{vpc.id}</span> {facts}
        </summary>
        <VpcPicture vpc={vpc} lit={lit} />
      </details>
    );
  }
  return (
    <Panel
      title={
        <>
          {vpc.name} {vpc.isDefault ? <Badge tone="dim">default</Badge> : undefined}
          <span class="dim vpc-id">{vpc.id}</span>
        </>
      }
      actions={facts}
    >
      <VpcPicture vpc={vpc} lit={lit} />
    </Panel>
  );
}

const Outside = ({ of }: { readonly of: Networks["outside"] }) =>
  of.length === 0 ? null : (
    <Panel title="Outside of every network">
      <p class="dim">These functions reach the internet and every service of AWS, but nothing private in a network.</p>
      <Residents of={of} />
    </Panel>
  );
