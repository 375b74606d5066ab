export type { Template } from "./cloudformation/template.ts";
export { writeTemplate } from "./cloudformation/write-template.ts";
export { writeYaml } from "./cloudformation/write-yaml.ts";
export { modulesOf } from "./terraform/modules.ts";
export { type RootOptions, writeRoot } from "./terraform/write-root.ts";
