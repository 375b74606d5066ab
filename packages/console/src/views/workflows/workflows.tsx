import { call } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Empty, Page, Panel, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { linkTo } from "../../route.ts";
import { timeText } from "../../text.ts";
import type { ViewProps } from "../../view-props.ts";
import { Execution } from "./execution.tsx";
import { Executions } from "./executions.tsx";

interface Listed {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly type: string;
  readonly creationDate: string;
}

const columns: readonly Column<Listed>[] = [
  { title: "Name", width: "minmax(0, 3fr)", cell: ({ name }) => name },
  { title: "Type", width: "110px", cell: ({ type }) => type },
  { title: "Made", width: "150px", isNumber: true, isExtra: true, cell: ({ creationDate }) => timeText(creationDate) },
];

export function Workflows({ path }: ViewProps) {
  const [machineArn, arn] = path;
  if (machineArn !== undefined && arn !== undefined) return <Execution key={arn} machineArn={machineArn} arn={arn} />;
  return machineArn === undefined ? <Machines /> : <Executions key={machineArn} arn={machineArn} />;
}

function Machines() {
  const machines = useCloud("machines", ["states"], () =>
    call<{ stateMachines: Listed[] }>("states", "ListStateMachines", { maxResults: 1000 }),
  );
  return (
    <Page title="Workflows">
      <Show of={machines}>
        {({ stateMachines }) =>
          stateMachines.length === 0 ? (
            <Empty>There is no state machine in this region.</Empty>
          ) : (
            <Panel title="State machines">
              <Rows
                label="State machines"
                items={stateMachines}
                columns={columns}
                id={({ stateMachineArn }) => stateMachineArn}
                href={({ stateMachineArn }) => linkTo("workflows", stateMachineArn)}
              />
            </Panel>
          )
        }
      </Show>
    </Page>
  );
}
