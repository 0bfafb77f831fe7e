import "server-only";
import { processState } from "@/lib/runtime/process-state";
import type { DirectorySize } from "./directory-size";
import type { OwnMetrics } from "./sample-own-metrics";
import type { HostSample, ProgramSample, ProgramSubject } from "./sample-types";

const sourceNames = ["docker", "docker-events", "processes", "host", "victoriametrics", "jaeger", "disk"] as const;
export type SourceName = (typeof sourceNames)[number];
/** The state of a source: when it last gave figures, and why it gives none now. */
type SourceState = { okAtMs: number | null; failure: string | null; failedAtMs: number | null };

/** What the sampler knows now, shared with the pages of this process. */
export type LiveState = {
  startedAtMs: number | null;
  programs: Map<ProgramSubject, ProgramSample & { cpuCores: number | null }>;
  /** Why a container of ours has no figures: it does not run, or does not answer. */
  containerNotes: Map<ProgramSubject, string>;
  host: HostSample | null;
  ownMetrics: Map<ProgramSubject, OwnMetrics>;
  directories: Map<ProgramSubject, DirectorySize>;
  sources: Map<SourceName, SourceState>;
  /** When samples last reached the database, and why they do not. */
  stored: SourceState;
};

export function liveState(): LiveState {
  return processState("resources.live", () => ({
    startedAtMs: null,
    programs: new Map(),
    containerNotes: new Map(),
    host: null,
    ownMetrics: new Map(),
    directories: new Map(),
    sources: new Map(),
    stored: { okAtMs: null, failure: null, failedAtMs: null },
  }));
}
