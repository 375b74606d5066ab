import { useEffect, useRef, useState } from "preact/hooks";
import { upload } from "../../cloud/upload.ts";
import { bytesText } from "../../text.ts";
import { type DropTarget, findDropTarget } from "./drop-target.ts";

interface Sending {
  readonly name: string;
  readonly size: number;
  readonly share: number;
  readonly error?: string;
}

/** Takes files that are dropped or chosen, and puts them where the pipeline wants them. */
export function DropZone({ pipeline }: { readonly pipeline: string }) {
  const [target, setTarget] = useState<DropTarget>({ bucket: "", prefix: "" });
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => {
    findDropTarget(pipeline).then(
      (found) => setTarget((chosen) => completed(chosen, found)),
      () => undefined,
    );
  }, [pipeline]);

  const note = (name: string, change: Partial<Sending>): void =>
    setSending((all) => all.map((one) => (one.name === name ? { ...one, ...change } : one)));
  const send = async (files: readonly File[]): Promise<void> => {
    setSending(files.map(({ name, size }) => ({ name, size, share: 0 })));
    // Whoever is quicker than the first answer has chosen nothing yet.
    const { bucket, prefix } = target.bucket === "" ? completed(target, await findDropTarget(pipeline)) : target;
    for (const file of files) {
      await upload(file, { bucket, key: prefix + file.name }, (share) => note(file.name, { share })).then(
        () => note(file.name, { share: 1 }),
        (error: Error) => note(file.name, { error: error.message }),
      );
    }
  };

  return (
    <section
      class={isOver ? "drop over" : "drop"}
      aria-label="Drop files here"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void send([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <p>
        Drop files here, or{" "}
        <button type="button" onClick={() => chooser.current?.click()}>
          choose files
        </button>
      </p>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        onChange={(event) => void send([...(event.currentTarget.files ?? [])])}
      />
      <p class="drop-target dim">
        <label>
          Bucket{" "}
          <input
            value={target.bucket}
            onInput={(event) => setTarget({ ...target, bucket: event.currentTarget.value })}
          />
        </label>
        <label>
          Folder{" "}
          <input
            value={target.prefix}
            onInput={(event) => setTarget({ ...target, prefix: event.currentTarget.value })}
          />
        </label>
      </p>
      {sending.map((one) => (
        <p key={one.name} class="sending">
          {one.name} <span class="dim">{bytesText(one.size)}</span>{" "}
          {one.error === undefined ? (
            <>
              <progress max={1} value={one.share} /> {one.share === 1 ? "sent" : ""}
            </>
          ) : (
            <b class="bad-text">{one.error}</b>
          )}
        </p>
      ))}
    </section>
  );
}

/** What was not chosen is as it was found. */
const completed = (chosen: DropTarget, found: DropTarget): DropTarget => ({
  bucket: chosen.bucket || found.bucket,
  prefix: chosen.prefix || found.prefix,
});
