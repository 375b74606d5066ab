import { ofType } from "../audited-template.ts";
import { codeBeside, endingsOf, handlerOf } from "../code-beside.ts";
import type { TemplateRule } from "../template-rule.ts";

export const handlerMismatch: TemplateRule = {
  level: "error",
  title: "A function's handler names a file or a function that its code does not have",
  why: "The function deploys, and every invocation fails with Runtime.ImportModuleError or Runtime.HandlerNotFound",
  wayOut: "write Handler as path/of/the/file.function, without the ending; of inline code the file is index",
  alsoKnownAs: ["W2533", "E3677"],

  *find(template) {
    for (const resource of ofType(template, "AWS::Lambda::Function")) {
      const code = codeBeside(template, resource);
      if (code === undefined || endingsOf(resource) === undefined) continue;
      const { module, file, name } = handlerOf(resource, code);
      const handler = String(resource.properties["Handler"]);
      if (code.isInline && module !== "index") {
        yield {
          at: resource.id,
          says: `Handler is "${handler}", but the file of inline code is index`,
          wayOut: `write index.${name}`,
        };
      } else if (file === undefined) {
        const like = code.files.filter((path) => /\.(m?[jt]s|cjs|py|rb)$/.test(path)).slice(0, 3);
        yield {
          at: resource.id,
          says: `Handler is "${handler}", but the code has no file ${module}; it has ${like.join(", ") || "no code"}`,
        };
      } else if (!new RegExp(`\\b${name.replace(/\W/g, "\\$&")}\\b`).test(code.read(file))) {
        yield { at: resource.id, says: `Handler is "${handler}", but ${file} has no ${name}` };
      }
    }
  },
};
