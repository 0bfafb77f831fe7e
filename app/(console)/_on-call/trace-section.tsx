import { Suspense } from "react";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { TraceSkeleton } from "@/components/ui/panel-skeletons";
import type { PageWindow } from "@/lib/ranges/page-window";
import type { RangeKey } from "@/lib/ranges/ranges";
import { loadTraces } from "@/lib/traces/load-traces";
import type { TraceKind } from "@/lib/traces/types";
import { TracePanel } from "./trace-panel";

const lists: { kind: TraceKind; name: string }[] = [
  { kind: "failed", name: "Failed requests" },
  { kind: "slow", name: "Slowest requests" },
];

type Props = { range: RangeKey; window: PageWindow | null };

/** The two lists of traces; a Jaeger that hangs holds up nothing else. */
export function TraceSection({ range, window }: Props) {
  return (
    <div className="grid content-start gap-2 md:grid-cols-2 md:gap-3 xl:grid-cols-1">
      {lists.map(({ kind, name }) => (
        <PanelBoundary key={`${kind} ${range} ${window?.startMs} ${window?.endMs}`} name={name}>
          <Suspense fallback={<TraceSkeleton title={name} kind={kind} />}>
            <LoadedTraces kind={kind} range={range} window={window} />
          </Suspense>
        </PanelBoundary>
      ))}
    </div>
  );
}

async function LoadedTraces({ kind, range, window }: Props & { kind: TraceKind }) {
  const initial = await loadTraces({ kind, range, window });
  return <TracePanel kind={kind} initial={initial} askedAtMs={Date.now()} />;
}
