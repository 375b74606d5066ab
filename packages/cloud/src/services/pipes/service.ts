import type { Service } from "../../kernel/service.ts";
import { createPipe } from "./operations/create-pipe.ts";
import { deletePipe } from "./operations/delete-pipe.ts";
import { describePipe } from "./operations/describe-pipe.ts";
import { listPipes } from "./operations/list-pipes.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { startPipe } from "./operations/start-pipe.ts";
import { stopPipe } from "./operations/stop-pipe.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { untagResource } from "./operations/untag-resource.ts";
import { updatePipe } from "./operations/update-pipe.ts";
import { PipesStore } from "./store.ts";

/** Amazon EventBridge Pipes: from a queue or stream through filter and enrichment to a target. */
export const pipes: Service<PipesStore> = {
  name: "pipes",
  denial: { code: "AccessDeniedException", status: 403 },
  open: (kernel, scope) => new PipesStore(kernel, scope),
  start: ({ workers }) => workers.start(),
  stop: ({ workers }) => workers.stop(),
  operations: {
    CreatePipe: createPipe,
    DeletePipe: deletePipe,
    DescribePipe: describePipe,
    ListPipes: listPipes,
    ListTagsForResource: listTagsForResource,
    StartPipe: startPipe,
    StopPipe: stopPipe,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdatePipe: updatePipe,
  },
};
