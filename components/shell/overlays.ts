"use client";
import { useSyncExternalStore } from "react";

/** The dialogs that any page can open; at most one is open. */
export type Overlay = "help" | "palette" | null;

let open: Overlay = null;
const listeners = new Set<() => void>();

export function setOverlay(next: Overlay): void {
  open = next;
  for (const listener of listeners) listener();
}
export const openHelp = () => setOverlay("help");
export const openPalette = () => setOverlay("palette");

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useOverlay(): Overlay {
  return useSyncExternalStore(
    subscribe,
    () => open,
    () => null,
  );
}
