import { useEffect, useState } from "preact/hooks";
import { chooseRegion, findRegions, useRegion } from "../cloud/place.ts";

/** Which region the views look at, of those that have something. */
export function RegionChoice() {
  const region = useRegion();
  const [regions, setRegions] = useState<readonly string[]>([]);
  useEffect(() => {
    findRegions().then(setRegions, () => undefined);
  }, []);
  const all = [...new Set([region, ...regions])].sort();
  return (
    <select aria-label="Region" value={region} onChange={(event) => chooseRegion(event.currentTarget.value)}>
      {all.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}
