import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { formatError, malformedExport, validation } from "../errors.ts";
import { readParameters } from "./read-parameters.ts";
import type { OutputDeclaration, ResourceDeclaration, Template } from "./template.ts";

const sections = new Set([
  ...["AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions"],
  ...["Transform", "Resources", "Outputs", "Hooks", "Globals"],
]);
const resourceMembers = new Set([
  ...["Type", "Properties", "DependsOn", "Condition", "DeletionPolicy", "UpdateReplacePolicy", "Metadata"],
  ...["CreationPolicy", "UpdatePolicy", "Version", "Connectors", "IgnoreGlobals"],
]);
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const resourcesMax = 500;
const outputsMax = 200;
const mappingsMax = 200;
const descriptionLengthMax = 1024;
const outputMembers = new Set(["Value", "Description", "Export", "Condition"]);

/** A template's data as its sections. Throws ValidationError where its structure is not that of a template. */
export function readTemplate(body: JsonObject): Template {
  refuseUnknownSections(body);
  const resources = readResources(body["Resources"]);
  return {
    body,
    description: readDescription(body["Description"]),
    parameters: readParameters(section(body, "Parameters")),
    mappings: readMappings(section(body, "Mappings")),
    conditions: section(body, "Conditions"),
    rules: section(body, "Rules"),
    resources,
    outputs: readOutputs(section(body, "Outputs")),
    metadata: body["Metadata"],
  };
}

function refuseUnknownSections(body: JsonObject): void {
  const unknown = Object.keys(body).filter((name) => !sections.has(name));
  if (unknown.length > 0) throw formatError(`Invalid template property or properties [${unknown.join(", ")}]`);
  const version = body["AWSTemplateFormatVersion"];
  if (version !== undefined && version !== "2010-09-09") {
    throw formatError(`Template format version ${JSON.stringify(version)} is not supported.`);
  }
}

function section(body: JsonObject, name: string): JsonObject {
  const found = body[name];
  if (found === undefined) return {};
  if (!isObject(found)) throw formatError(`[/${name}] ${name} section must be a JSON object.`);
  return found;
}

function readDescription(description: Json | undefined): string | undefined {
  if (description === undefined) return undefined;
  if (typeof description !== "string") throw formatError("[/Description] 'Description' must be a string.");
  if (description.length > descriptionLengthMax) {
    throw formatError(`'Description' length is greater than ${descriptionLengthMax}.`);
  }
  return description;
}

function readResources(resources: Json | undefined): Record<string, ResourceDeclaration> {
  if (resources === undefined) throw formatError("At least one Resources member must be defined.");
  if (!isObject(resources)) throw formatError("Any Resources member must be an object.");
  const entries = Object.entries(resources);
  if (entries.length === 0) throw formatError("At least one Resources member must be defined.");
  if (entries.length > resourcesMax) {
    throw formatError(`Number of resources, ${entries.length}, is greater than maximum allowed, ${resourcesMax}`);
  }
  return Object.fromEntries(entries.map(([logicalId, resource]) => [logicalId, readResource(logicalId, resource)]));
}

function readResource(logicalId: string, resource: Json): ResourceDeclaration {
  if (!/^[A-Za-z0-9]+$/.test(logicalId)) throw formatError(`Resource name ${logicalId} is non alphanumeric.`);
  if (!isObject(resource)) throw formatError(`[/Resources/${logicalId}] resource definition is malformed`);
  const unknown = Object.keys(resource).find((name) => !resourceMembers.has(name));
  if (unknown !== undefined) throw validation(`Invalid template resource property '${unknown}'`);
  const type = resource["Type"];
  if (type === undefined) {
    throw formatError(`[/Resources/${logicalId}] Every Resources object must contain a Type member.`);
  }
  if (typeof type !== "string") throw formatError(`[/Resources/${logicalId}/Type] Type must be a string.`);
  const properties = resource["Properties"] ?? {};
  if (!isObject(properties)) {
    throw formatError(`[/Resources/${logicalId}/Properties] Properties must be an object.`);
  }
  const condition = resource["Condition"];
  if (condition !== undefined && typeof condition !== "string") {
    throw formatError(`[/Resources/${logicalId}] Every Condition member must be a string.`);
  }
  return {
    logicalId,
    type,
    properties,
    condition,
    dependsOn: readDependsOn(resource["DependsOn"]),
    deletionPolicy: resource["DeletionPolicy"],
    updateReplacePolicy: resource["UpdateReplacePolicy"],
    metadata: resource["Metadata"],
    creationPolicy: resource["CreationPolicy"],
    updatePolicy: resource["UpdatePolicy"],
  };
}

function readDependsOn(dependsOn: Json | undefined): string[] {
  if (dependsOn === undefined) return [];
  const names = isArray(dependsOn) ? dependsOn : [dependsOn];
  return names.map((name) => {
    if (typeof name !== "string") throw formatError("Every DependsOn value must be a string.");
    return name;
  });
}

function readMappings(mappings: JsonObject): JsonObject {
  const entries = Object.entries(mappings);
  if (entries.length > mappingsMax) {
    throw formatError(`Number of mappings, ${entries.length}, is greater than maximum allowed, ${mappingsMax}`);
  }
  for (const [name, mapping] of entries) {
    if (!isObject(mapping)) throw formatError("Every Mappings member must be a map");
    for (const [key, second] of Object.entries(mapping)) {
      if (key !== "Fn::Transform" && !isObject(second)) {
        throw formatError(`Every Mappings attribute must be a map. [/Mappings/${name}/${key}]`);
      }
      if (isObject(second)) readAttributes(second);
    }
  }
  return mappings;
}

function readAttributes(attributes: JsonObject): void {
  for (const name of Object.keys(attributes)) {
    if (name === "Fn::Transform" || /^[A-Za-z0-9]+$/.test(name)) continue;
    throw formatError(`Mappings attribute name '${name}' must contain only alphanumeric characters.`);
  }
}

function readOutputs(outputs: JsonObject): Record<string, OutputDeclaration> {
  const entries = Object.entries(outputs);
  if (entries.length > outputsMax) {
    throw formatError(`Number of outputs, ${entries.length}, is greater than maximum allowed, ${outputsMax}`);
  }
  return Object.fromEntries(entries.map(([name, output]) => [name, readOutput(name, output)]));
}

function readOutput(name: string, output: Json): OutputDeclaration {
  if (!/^[A-Za-z0-9]+$/.test(name)) throw formatError(`Output name ${name} is non alphanumeric.`);
  const unknown = isObject(output) ? Object.keys(output).filter((member) => !outputMembers.has(member)) : [];
  if (unknown.length > 0) throw formatError(`Invalid outputs property : [${unknown.join(", ")}]`);
  const value = isObject(output) ? output["Value"] : undefined;
  if (!isObject(output) || value === undefined) {
    throw formatError(`[/Outputs/${name}] Every Outputs member must contain a Value object`);
  }
  const { Description: description, Condition: condition, Export: exported } = output;
  const exportName = isObject(exported) ? exported["Name"] : undefined;
  if (exported !== undefined && exportName === undefined) throw malformedExport(name);
  return {
    value,
    exportName,
    description: typeof description === "string" ? description : undefined,
    condition: typeof condition === "string" ? condition : undefined,
  };
}
