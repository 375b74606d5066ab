import { call } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Empty, Page, Panel, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { linkTo } from "../../route.ts";
import type { ViewProps } from "../../view-props.ts";
import { readClusters } from "./cluster.ts";
import { DatabasePage } from "./database-page.tsx";

interface Listed {
  readonly id: string;
  readonly engine: string;
  readonly status: string;
  readonly endpoint: string;
}

const columns: readonly Column<Listed>[] = [
  { title: "Name", width: "minmax(0, 2fr)", cell: ({ id }) => id },
  { title: "Engine", width: "190px", isExtra: true, cell: ({ engine }) => engine },
  { title: "Status", width: "100px", cell: ({ status }) => status },
  { title: "Endpoint", isExtra: true, cell: ({ endpoint }) => endpoint },
];

export function Databases({ path: [id] }: ViewProps) {
  return id === undefined ? <DatabaseList /> : <DatabasePage key={id} id={id} />;
}

function DatabaseList() {
  const databases = useCloud("databases", ["rds"], readDatabases);
  return (
    <Page title="Databases">
      <Show of={databases}>
        {(all) =>
          all.length === 0 ? (
            <Empty>There is no database in this region.</Empty>
          ) : (
            <Panel title="RDS">
              <Rows
                label="Databases"
                items={all}
                columns={columns}
                id={(one) => one.id}
                href={(one) => linkTo("databases", one.id)}
              />
            </Panel>
          )
        }
      </Show>
    </Page>
  );
}

interface Instance {
  readonly DBInstanceIdentifier: string;
  readonly DBClusterIdentifier?: string;
  readonly Engine: string;
  readonly EngineVersion: string;
  readonly DBInstanceStatus: string;
  readonly Endpoint?: { readonly Address: string; readonly Port: number };
}

/** Clusters, and instances that are in none. */
async function readDatabases(): Promise<Listed[]> {
  const [clusters, { DBInstances = [] }] = await Promise.all([
    readClusters(),
    call<{ DBInstances?: Instance[] }>("rds", "DescribeDBInstances"),
  ]);
  return [
    ...clusters.map((one) => ({
      id: one.DBClusterIdentifier,
      engine: `${one.Engine} ${one.EngineVersion}`,
      status: one.Status,
      endpoint: one.Endpoint === undefined ? "" : `${one.Endpoint}:${one.Port}`,
    })),
    ...DBInstances.filter(({ DBClusterIdentifier }) => DBClusterIdentifier === undefined).map((one) => ({
      id: one.DBInstanceIdentifier,
      engine: `${one.Engine} ${one.EngineVersion}`,
      status: one.DBInstanceStatus,
      endpoint: one.Endpoint === undefined ? "" : `${one.Endpoint.Address}:${one.Endpoint.Port}`,
    })),
  ];
}
