import type { FindingCode, Place } from "./codes";

/** `unknown`: the console cannot tell, which is never green. `info`: worth knowing, changes no state. */
type FindingSeverity = "bad" | "warn" | "unknown" | "info";

type SubjectKind = "route" | "lane" | "service" | "queue" | "pod" | "token" | "host" | "job";
/** What a finding is about; `id` tells it from others of its kind, `name` is what people call it. */
export type Subject = { kind: SubjectKind; id: string; name: string };

export type EvidenceUnit = "ratio" | "ms" | "count" | "per-second" | "at" | "seconds" | "bytes" | "text" | "status";
/** One figure that a finding rests on. `overMs`: the window it is taken over; null: a moment, or not a rate. */
export type Evidence = {
  name: string;
  value: number | string;
  unit: EvidenceUnit;
  overMs: number | null;
  href: string | null;
};

/** Findings that are only a consequence of this one: of a code, and of these subjects alone where named. */
export type Explains = { code: FindingCode; subjects?: readonly string[] };

/** One cause, as codes and figures. Its sentence is written last, by `words`. Times are unix milliseconds. */
export type Finding = {
  code: FindingCode;
  place: Place;
  subject: Subject | null;
  /** A code within the cause: why the gate refused, what a pod has too much of. */
  reason: string | null;
  severity: FindingSeverity;
  /** `recovering`: the long window still shows it, the short one is well. */
  phase: "present" | "recovering";
  /** Null: it was there when the console first looked. */
  sinceMs: number | null;
  evidence: readonly Evidence[];
  explains: readonly Explains[];
};

/** A hop of a path with the newest sign of life from it. */
export type Hop = {
  place: Place;
  health: "ok" | "warn" | "bad" | "unknown";
  /** When it was last seen to work, or to be asked; null when never. */
  atMs: number | null;
  /** The finding that stands at this hop. */
  finding: string | null;
  href: string;
};
export type PathName = "metrics" | "traces" | "probe";
export type Path = { name: PathName; hops: Hop[] };

/** What is wrong now: causes first, and what is only their consequence, named with its cause. */
export type Diagnosis = {
  findings: Finding[];
  folded: { finding: Finding; because: string }[];
  paths: Path[];
};

/** Names one finding among all that can be at a time; alerts and memory go by it. */
export const findingKey = ({ code, subject }: Pick<Finding, "code" | "subject">): string =>
  subject === null ? code : `${code}:${subject.id}`;
