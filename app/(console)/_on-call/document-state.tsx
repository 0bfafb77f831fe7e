"use client";
import { useEffect } from "react";
import { publishLive } from "@/components/shell/live-store";
import { titleOf } from "./document-title";
import { useOverview } from "./on-call-context";

/** Title and icon of the tab carry the state, so a background tab tells too; the header learns how current it is. */
export function DocumentState() {
  const { overview, error, isFetching } = useOverview();
  const failure = error?.message ?? null;
  useEffect(() => {
    publishLive({ answeredAtMs: overview.generatedAtMs, failure, fetching: isFetching });
    return () => publishLive(null);
  }, [overview.generatedAtMs, failure, isFetching]);
  const { title, icon } = titleOf(overview, failure !== null);
  return (
    <>
      <title>{title}</title>
      <link rel="icon" type="image/svg+xml" href={`/state-${icon}.svg`} />
    </>
  );
}
