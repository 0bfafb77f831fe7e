"use client";
import { useSyncExternalStore } from "react";

/** Whether the page's figures are current: when the last answer came, and why there was none since. */
export type Live = { answeredAtMs: number; failure: string | null; fetching: boolean };

let live: Live | null = null;
const listeners = new Set<() => void>();

export function publishLive(next: Live | null): void {
  live = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLive(): Live | null {
  return useSyncExternalStore(
    subscribe,
    () => live,
    () => null,
  );
}
