import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { SampleAge } from "@/components/ui/sample-age";
import { StateIcon } from "@/components/ui/state-badge";
import { formatBytes } from "@/lib/format/bytes";
import type { SenderQueue } from "@/lib/gate/load-queue";
import type { Measured } from "@/lib/measured";

type Props = { queue: Measured<SenderQueue>; nowMs: number };

/** Metrics on their way: what waits in vmagent's queue, and what it dropped because the queue was full. */
export function QueuePanel({ queue, nowMs }: Props) {
  return (
    <Panel id="queue" title="Metrics on their way" aside={<span className="text-ink-3 text-xs">last 24 h</span>}>
      {queue.state === "ready" ? (
        <Known {...queue} nowMs={nowMs} />
      ) : (
        <PanelNotice
          health="unknown"
          title={
            queue.state === "error" ? `Unknown: ${queue.failure.message}` : "Not known: nothing of vmagent arrives."
          }
        >
          While vmagent cannot push, its queue grows; what it dropped shows here once it pushes again.
        </PanelNotice>
      )}
    </Panel>
  );
}

function Known({ value, sampledAtMs, nowMs }: { value: SenderQueue; sampledAtMs: number; nowMs: number }) {
  const { droppedBytes, pendingBytes } = value;
  const lost = droppedBytes > 0;
  return (
    <div className="px-3 py-2">
      <p className="flex items-start gap-2 font-medium">
        <span className="mt-0.5">
          <StateIcon health={lost ? "bad" : "ok"} />
        </span>
        {lost
          ? `vmagent dropped ${formatBytes(droppedBytes)} of samples: its queue was full.`
          : "vmagent dropped no samples."}
      </p>
      <p className="mt-0.5 max-w-prose text-[0.8125rem] text-ink-2">
        {lost
          ? "The oldest went first: the gap begins with the outage. -remoteWrite.maxDiskUsagePerURL sets how much is kept. "
          : ""}
        {formatBytes(pendingBytes)} wait to be sent, by vmagent&apos;s own word,{" "}
        <SampleAge atMs={sampledAtMs} renderedAtMs={nowMs} />.
      </p>
    </div>
  );
}
