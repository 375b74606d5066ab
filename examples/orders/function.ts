import { createFileHandler } from "@millrace/handlers";
import pipeline from "./pipeline.ts";

export const handler = createFileHandler(pipeline);
