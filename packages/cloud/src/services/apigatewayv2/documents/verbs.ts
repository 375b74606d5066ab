/** Of operations in OpenAPI documents, by their keys there. */
const verbs: Readonly<Record<string, string>> = {
  get: "GET",
  put: "PUT",
  post: "POST",
  delete: "DELETE",
  options: "OPTIONS",
  head: "HEAD",
  patch: "PATCH",
  "x-amazon-apigateway-any-method": "ANY",
};

/** Undefined for keys that are no operations. */
export const verbOf = (key: string): string | undefined => verbs[key];

export const operationKey = (verb: string): string =>
  Object.keys(verbs).find((key) => verbs[key] === verb) ?? verb.toLowerCase();
