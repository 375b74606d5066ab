import type { LookupSource } from "@millrace/pipeline";
import type { Tools } from "../tools.ts";

/** Looks up where the definition says; each kind of source is loaded only where one is of it. */
export function lookupSource(tools: Tools, bucket: string): LookupSource {
  return async (lookup, keys) => {
    switch (lookup.kind) {
      case "dynamodb":
        return (await import("./dynamodb-lookup.ts")).lookUpItems(tools, lookup, keys);
      case "postgres":
        return (await import("./postgres-lookup.ts")).lookUpRows(await tools.database(), lookup, keys);
      case "file":
        return (await import("./file-lookup.ts")).lookUpRecords(tools, lookup, { bucket, keys });
      case "function":
        return (await import("./function-lookup.ts")).askFunction(await tools.clients.lambda(), lookup, keys);
    }
  };
}
