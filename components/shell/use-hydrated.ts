"use client";
import { useSyncExternalStore } from "react";

const neverChanges = () => () => {};

/**
 * False on the server and while the browser takes over what the server rendered, true from then on. A panel that
 * streamed in late is taken over after the rest of the page has gone on: until then it has to show what came with it.
 */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
