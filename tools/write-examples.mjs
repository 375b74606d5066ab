// Writes the infrastructure of the examples anew: what `millrace synth` says of each today.
import { execFileSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
for (const name of readdirSync(`${root}examples`)) {
  const folder = `examples/${name}/infrastructure`;
  rmSync(`${root}${folder}`, { recursive: true, force: true });
  const words = ["--cloudformation", "--terraform", "--modules", "../../../../terraform/modules"];
  const program = `${root}packages/cli/bin/millrace.cjs`;
  execFileSync(process.execPath, [program, "synth", `examples/${name}`, ...words], { cwd: root, stdio: "inherit" });
  rmSync(`${root}${folder}/function.zip`);
}
