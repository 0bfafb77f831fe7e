"use client";
import { useSyncExternalStore } from "react";

/** How this viewer looks at the console; not in the URL, since a shared link must not carry it. */
type View = { paused: boolean; utc: boolean; shortcuts: boolean };

const storageKey = "obs-view";
/** What the server renders with: deterministic, so that hydration matches. */
const serverView: View = { paused: false, utc: true, shortcuts: true };
let view: View | null = null;
const listeners = new Set<() => void>();

function readView(): View {
  if (view === null) {
    let kept: Partial<View> = {};
    try {
      kept = JSON.parse(localStorage.getItem(storageKey) ?? "{}") as Partial<View>;
    } catch {
      // Storage may be blocked; the defaults do.
    }
    view = { paused: false, utc: kept.utc === true, shortcuts: kept.shortcuts !== false };
  }
  return view;
}

/** Changes how this viewer looks at the console; `utc` and `shortcuts` are kept in the browser. */
export function updateView(change: (view: View) => Partial<View>): void {
  view = { ...readView(), ...change(readView()) };
  try {
    localStorage.setItem(storageKey, JSON.stringify({ utc: view.utc, shortcuts: view.shortcuts }));
  } catch {
    // Kept for this page only, then.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useView(): View {
  return useSyncExternalStore(subscribe, readView, () => serverView);
}

/** The view outside of rendering, for example in a key handler. */
export const currentView = readView;
