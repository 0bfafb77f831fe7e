"use client";
import { useSyncExternalStore } from "react";

let offsetMs = 0;
let nowMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** The server's time as far as the browser knows it: a phone whose clock is wrong must not show wrong ages. */
function serverNowMs(): number {
  return Date.now() + offsetMs;
}

/** Tells the clock what the server's time was when an answer came. Differences of a few seconds are the network's. */
export function noteServerTime(serverMs: number): void {
  const difference = serverMs - Date.now();
  offsetMs = Math.abs(difference) > 5000 ? difference : 0;
}

function tick(): void {
  nowMs = serverNowMs();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    nowMs = serverNowMs();
    timer = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** The time, once a second; `renderedAtMs` is what the server rendered with, so that hydration matches. */
export function useNow(renderedAtMs: number): number {
  return useSyncExternalStore(
    subscribe,
    () => nowMs || renderedAtMs,
    () => renderedAtMs,
  );
}
