export { type Cloud, type CloudOptions, startCloud } from "./cloud.ts";
export { type Durability, StorageInUse } from "./kernel/store/storage.ts";
