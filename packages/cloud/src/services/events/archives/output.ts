import type { Scope } from "../../../kernel/operation.ts";
import { archiveArn, replayArn } from "../model.ts";
import type { Archive, Replay } from "./archive.ts";

export const archiveOutput = (archive: Archive) => ({
  ArchiveName: archive.name,
  EventSourceArn: archive.busArn,
  State: "ENABLED" as const,
  RetentionDays: archive.retentionDays,
  SizeBytes: archive.sizeBytes,
  EventCount: archive.eventCount,
  CreationTime: new Date(archive.createdAt),
});

export const archiveDescription = (scope: Scope, archive: Archive) => ({
  ...archiveOutput(archive),
  ArchiveArn: archiveArn(scope, archive.name),
  ...(archive.description === undefined ? {} : { Description: archive.description }),
  ...(archive.eventPattern === undefined ? {} : { EventPattern: archive.eventPattern }),
  ...(archive.kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: archive.kmsKeyIdentifier }),
});

export const replayOutput = (replay: Replay) => ({
  ReplayName: replay.name,
  EventSourceArn: replay.archiveArn,
  State: replay.state,
  ...(replay.stateReason === undefined ? {} : { StateReason: replay.stateReason }),
  EventStartTime: new Date(replay.eventStartAt),
  EventEndTime: new Date(replay.eventEndAt),
  ...(replay.lastReplayedAt === undefined ? {} : { EventLastReplayedTime: new Date(replay.lastReplayedAt) }),
  ReplayStartTime: new Date(replay.startedAt),
  ...(replay.endedAt === undefined ? {} : { ReplayEndTime: new Date(replay.endedAt) }),
});

export const replayDescription = (scope: Scope, replay: Replay) => ({
  ...replayOutput(replay),
  ReplayArn: replayArn(scope, replay.name),
  Destination: replay.destination,
  ...(replay.description === undefined ? {} : { Description: replay.description }),
});
