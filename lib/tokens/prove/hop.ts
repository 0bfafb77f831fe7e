/** One step of a probe, with its duration and what came back. */
export type Hop = {
  title: string;
  state: "ok" | "failed" | "not-reached";
  durationMs: number | null;
  /** What came back, in words; on failure also what to do. */
  detail: string;
};

export type Path = { title: string; hops: Hop[] };

/** "cannot": nothing was tried, or the answer says nothing about the token; `reason` says why. */
export type Proof = { state: "proven" | "failed"; paths: Path[] } | { state: "cannot"; reason: string };
