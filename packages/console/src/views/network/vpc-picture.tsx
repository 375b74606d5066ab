import type { Resident, Subnet, Vpc } from "./networks.ts";

interface VpcPictureProps {
  readonly vpc: Vpc;
  /** Ids of what is on the way that was asked for. */
  readonly lit: ReadonlySet<string>;
}

/** A network as a box of boxes: subnets, and in each what stands in it. */
export const VpcPicture = ({ vpc, lit }: VpcPictureProps) => (
  <div class={lit.has(vpc.id) ? "vpc lit" : "vpc"}>
    <ul class="subnets" aria-label={`Subnets of ${vpc.name}`}>
      {vpc.subnets.map((subnet) => (
        <SubnetBox key={subnet.id} subnet={subnet} isLit={lit.has(subnet.id)} />
      ))}
    </ul>
    {vpc.exits.length === 0 ? (
      <p class="dim">No way leads out of it.</p>
    ) : (
      <p>
        <span class="dim">Ways out</span>{" "}
        {vpc.exits.map((exit) => (
          <span key={exit} class="chip">
            {exit}
          </span>
        ))}
      </p>
    )}
  </div>
);

const SubnetBox = ({ subnet, isLit }: { readonly subnet: Subnet; readonly isLit: boolean }) => (
  <li class={isLit ? "subnet lit" : "subnet"}>
    <p>
      <b title={subnet.id}>{subnet.name}</b>{" "}
      <span class={`way ${subnet.way === "public" ? "open" : ""}`}>{subnet.way}</span>
    </p>
    <p class="dim">
      {subnet.zone}, {subnet.cidr}
    </p>
    <Residents of={subnet.residents} />
  </li>
);

export const Residents = ({ of }: { readonly of: readonly Resident[] }) =>
  of.length === 0 ? (
    <p class="dim">nothing in it</p>
  ) : (
    <ul class="residents">
      {of.map(({ kind, name, href }) => (
        <li key={`${kind} ${name}`}>
          <span class="dim">{kind}</span> {href === undefined ? name : <a href={href}>{name}</a>}
        </li>
      ))}
    </ul>
  );
