export { type Cloud, type CloudOptions, startCloud } from "./cloud.ts";
export { type Durability, StorageInUse } from "./kernel/store/storage.ts";
export type { Json, JsonObject } from "./sdk-calls/json.ts";
export { localCode, type OpenedTemplate, openTemplate } from "./services/cloudformation/templates/open-template.ts";
