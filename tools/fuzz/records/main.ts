import { formats, fuzzReader } from "./fuzz-readers.ts";

const [seed = "1", rounds = "20000", only = ""] = process.argv.slice(2);
for (const format of formats) {
  if (only !== "" && format !== only) continue;
  fuzzReader(format, Number(seed), Number(rounds));
  console.log(`${format}: ${rounds} files from seed ${seed} on`);
}
