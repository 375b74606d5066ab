import { type Drawing, ids, named, ref } from "../drawing.ts";
import { type Data, express, here, text } from "../expression.ts";
import type { Part } from "../plan.ts";

const requestsPerSecond = 10;
const burst = 20;

/** The API that gives out URLs for uploads to callers who have a key. */
export function uploadApiOf({ pipeline }: Drawing): readonly Part[] {
  if (!pipeline.needs.upload) return [];
  return [
    {
      kind: "upload-api",
      id: ids.uploadApi,
      name: named("uploads"),
      stage: "live",
      function: ids.upload,
      sid: "LetTheApiStartTheFunction",
      requestsPerSecond,
      burst,
      definition: {
        openapi: "3.0.1",
        info: {
          title: `Uploads of ${pipeline.name}`,
          version: "1",
          description: "Gives out URLs to which files are put, and tells what became of them",
        },
        paths: {
          "/uploads": {
            post: operation({
              operationId: "createUpload",
              summary: "Gives out a URL for one file",
              requestBody: {
                required: true,
                content: { "application/json": { schema: { $ref: "#/components/schemas/Upload" } } },
              },
              "x-amazon-apigateway-request-validator": "body",
            }),
          },
          "/uploads/{id}": {
            get: operation({
              operationId: "getUpload",
              summary: "Tells what became of a file",
              parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            }),
          },
        },
        components: {
          schemas: {
            Upload: {
              type: "object",
              required: ["name"],
              properties: {
                name: { type: "string", minLength: 1, maxLength: 512 },
                bytes: { type: "integer", minimum: 1, maximum: pipeline.source.upload?.maxBytes ?? 0 },
                type: { type: "string", minLength: 1, maxLength: 127 },
              },
            },
          },
          securitySchemes: { key: { type: "apiKey", name: "x-api-key", in: "header" } },
        },
        "x-amazon-apigateway-request-validators": {
          body: { validateRequestBody: true, validateRequestParameters: false },
        },
      },
    },
  ];
}

const operation = (about: Readonly<Record<string, Data>>): Data => ({
  ...about,
  security: [{ key: [] }],
  responses: { "200": { description: "Done" } },
  "x-amazon-apigateway-integration": {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: express(
      text`arn:${here.partition}:apigateway:${here.region}:lambda:path/2015-03-31/functions/${ref(ids.upload, "arn")}/invocations`,
    ),
  },
});
