import type { Health } from "@/lib/measured";
import type { Progress } from "./build-content";

export const capsuleStates = ["building", "ready", "failed"] as const;
type CapsuleState = (typeof capsuleStates)[number];

/** What is said about a capsule without what is in it. Times in unix milliseconds. */
export type CapsuleInfo = {
  id: string;
  title: string;
  note: string;
  window: { startMs: number; endMs: number };
  createdAtMs: number;
  createdBy: string;
  state: CapsuleState;
  /** Why there is nothing in it; null unless it failed. */
  failure: string | null;
  word: string | null;
  health: Health | null;
  sizeBytes: number;
  /** An admin keeps it from going by age or number. */
  isProtected: boolean;
  /** How far it is; null unless it is being made. */
  progress: Progress | null;
};
