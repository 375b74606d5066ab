import { useState } from "preact/hooks";
import { call } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Action } from "../../parts/action.tsx";
import { Empty, Facts, Page, Panel, Show } from "../../parts/page.tsx";
import { type Cluster, enableSql, masterSecretOf, readClusters } from "./cluster.ts";
import { SqlPanel } from "./sql-panel.tsx";
import { execute, readTables, selectAll, type TableName } from "./statement.ts";

/** A database: its tables, and a place for SQL. */
export function DatabasePage({ id }: { readonly id: string }) {
  const cluster = useCloud(`cluster ${id}`, ["rds"], async () => ({
    found: (await readClusters()).find(({ DBClusterIdentifier }) => DBClusterIdentifier === id),
  }));
  return (
    <Page title={id} trail={[["Databases", "databases"]]}>
      <Show of={cluster}>
        {({ found }) =>
          found === undefined ? (
            <Empty>There is no such cluster. Databases without a cluster take no SQL over HTTP, here as on AWS.</Empty>
          ) : (
            <>
              <Configuration of={found} />
              {found.HttpEndpointEnabled === true ? (
                <Sql cluster={found} />
              ) : (
                <Closed cluster={found} onEnabled={cluster.reload} />
              )}
            </>
          )
        }
      </Show>
    </Page>
  );
}

const Configuration = ({ of }: { readonly of: Cluster }) => (
  <Panel title="Database">
    <Facts
      of={{
        Status: of.Status,
        Engine: `${of.Engine} ${of.EngineVersion}`,
        Database: of.DatabaseName,
        User: of.MasterUsername,
        Endpoint: of.Endpoint === undefined ? undefined : `${of.Endpoint}:${of.Port}`,
      }}
    />
  </Panel>
);

const Closed = ({ cluster, onEnabled }: { readonly cluster: Cluster; readonly onEnabled: () => void }) => (
  <Panel title="SQL" actions={<Action run={() => enableSql(cluster).then(onEnabled)}>Enable the Data API</Action>}>
    <p class="dim">This page runs SQL by the RDS Data API, which is not enabled for this cluster.</p>
  </Panel>
);

function Sql({ cluster }: { readonly cluster: Cluster }) {
  const [secret, setSecret] = useState(masterSecretOf(cluster));
  const [asked, setAsked] = useState<{ readonly sql: string }>();
  const secrets = useCloud("secrets", ["secretsmanager"], () =>
    call<{ SecretList?: { Name: string }[] }>("secretsmanager", "ListSecrets", { MaxResults: 100 }),
  );
  const id = cluster.DBClusterIdentifier;
  const tables = useCloud(`tables of ${id} ${secret}`, ["rds"], () =>
    secret === "" ? Promise.resolve([]) : readTables(cluster, secret),
  );
  return (
    <>
      <Panel
        title="Tables"
        actions={
          <label class="choice">
            <span class="dim">As the user of</span>
            <select aria-label="Secret" value={secret} onChange={(event) => setSecret(event.currentTarget.value)}>
              {[...new Set(["", secret, ...(secrets.value?.SecretList ?? []).map(({ Name }) => Name)])].map((name) => (
                <option key={name} value={name}>
                  {name === "" ? "no secret" : name}
                </option>
              ))}
            </select>
          </label>
        }
      >
        <Show of={tables}>{(all) => <Tables all={all} onOpen={(table) => setAsked({ sql: selectAll(table) })} />}</Show>
      </Panel>
      <SqlPanel
        id={id}
        asked={asked}
        run={(sql) =>
          execute(cluster, secret, sql).then((result) => {
            if (result.titles.length === 0) tables.reload();
            return result;
          })
        }
      />
    </>
  );
}

const Tables = ({
  all,
  onOpen,
}: {
  readonly all: readonly TableName[];
  readonly onOpen: (table: TableName) => void;
}) =>
  all.length === 0 ? (
    <Empty>There is no table that this user sees.</Empty>
  ) : (
    <ul class="residents" aria-label="Tables">
      {all.map((table) => (
        <li key={`${table.schema}.${table.name}`}>
          <button type="button" class="quiet" onClick={() => onOpen(table)}>
            <span class="dim">{table.schema}.</span>
            {table.name}
          </button>
        </li>
      ))}
    </ul>
  );
