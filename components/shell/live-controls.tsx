"use client";
import { useIsFetching } from "@tanstack/react-query";
import { Pause, Play, RotateCw } from "lucide-react";
import { useRefresh } from "./use-refresh";
import { updateView, useView } from "./view-store";

/** Refresh now, and pause. */
export function LiveControls() {
  const refresh = useRefresh();
  const fetching = useIsFetching() > 0;
  const { paused } = useView();
  const Icon = paused ? Play : Pause;
  return (
    <>
      <button type="button" className="control" onClick={refresh} aria-label="Refresh (r)" title="Refresh (r)">
        <RotateCw aria-hidden className={`size-4 ${fetching ? "text-accent" : ""}`} />
      </button>
      <button
        type="button"
        className="control"
        aria-pressed={paused}
        aria-label="Pause refreshing (p)"
        title={paused ? "Go on (p)" : "Pause (p)"}
        onClick={() => updateView(({ paused: was }) => ({ paused: !was }))}
      >
        <Icon aria-hidden className={`size-4 ${paused ? "text-accent" : ""}`} />
      </button>
    </>
  );
}
