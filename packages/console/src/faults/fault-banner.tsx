import { Action } from "../parts/action.tsx";
import { linkTo } from "../route.ts";
import { countText } from "../text.ts";
import { effectText, removeFault, useFaults } from "./faults.ts";

/** On every page while something goes wrong on purpose, so that nobody looks for a mistake of their own. */
export function FaultBanner() {
  const faults = useFaults();
  const all = faults.value ?? [];
  const [first] = all;
  if (first === undefined) return null;
  const remove = async (): Promise<void> => {
    await removeFault();
    faults.reload();
  };
  return (
    <div class="faulty" role="status">
      <span>
        On purpose:{" "}
        <b>
          {first.service} {first.operation ?? ""}
        </b>{" "}
        {effectText(first)}
        {all.length > 1 ? `, and ${countText(all.length - 1, "other fault")}` : ""}.{" "}
        <a href={linkTo("clock")}>Clock & faults</a>
      </span>
      <Action run={remove}>Take back</Action>
    </div>
  );
}
