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

/**
 * The two lists of traces; a Jaeger that hangs holds up nothing else. They appear together: one after the other, the
 * first would push the second about.
 */
export function TraceSection({ range, window }: Props) {
  return (
    <div className="grid content-start gap-2 md:grid-cols-2 md:gap-3 xl:grid-cols-1">
      <Suspense
        key={`${range} ${window?.startMs} ${window?.endMs}`}
        fallback={lists.map(({ kind, name }) => <TraceSkeleton key={kind} title={name} kind={kind} />)}
      >
        <LoadedTraces range={range} window={window} />
      </Suspense>
    </div>
  );
}

async function LoadedTraces({ range, window }: Props) {
  const load = async (list: (typeof lists)[number]) => ({
    ...list,
    initial: await loadTraces({ kind: list.kind, range, window }),
  });
  const loaded = await Promise.all(lists.map(load));
  return loaded.map(({ kind, name, initial }) => (
    <PanelBoundary key={kind} name={name}>
      <TracePanel kind={kind} initial={initial} askedAtMs={Date.now()} />
    </PanelBoundary>
  ));
}
