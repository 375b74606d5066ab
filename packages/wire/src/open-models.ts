import { readFileSync } from "node:fs";
import { Model } from "./schema/model.ts";
import type { ModelFile } from "./schema/model-file.ts";

/** The models of all services, each read at the first request to its service and kept. */
export interface Models {
  model(service: string): Model;
}

/** Models read from the files of this package; `folder` names another place. */
export function openModels(folder: URL = new URL("../models/", import.meta.url)): Models {
  const models = new Map<string, Model>();
  return {
    model(service) {
      const known = models.get(service);
      if (known !== undefined) return known;
      const model = new Model(readModelFile(new URL(`${service}.json`, folder)));
      models.set(service, model);
      return model;
    },
  };
}

/** The files are ours, generated and committed: what stands in them is not checked again. */
const readModelFile = (file: URL): ModelFile => JSON.parse(readFileSync(file, "utf8")) as ModelFile;
