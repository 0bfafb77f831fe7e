import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import type { HeartbeatStatus } from "@/lib/notify/ping-heartbeat";
import { HeartbeatForm } from "./heartbeat-form";

type Props = { target: string | null; last: HeartbeatStatus | null; renderedAtMs: number };

/** The dead man's switch: a watcher outside this host that raises the alarm when the console falls silent. */
export function HeartbeatPanel({ target, last, renderedAtMs }: Props) {
  return (
    <Panel
      id="heartbeat"
      title="Heartbeat"
      aside={
        target === null ? (
          <StateBadge health="unknown" word="not set" />
        ) : (
          <StateBadge
            health={last === null ? "unknown" : last.ok ? "ok" : "bad"}
            word={last === null ? "not sent yet" : last.ok ? "accepted" : "failing"}
          />
        )
      }
    >
      <div className="px-3 pb-3">
        <p className="max-w-prose text-ink-2">
          No console can tell that its own host is down. A URL outside this host gets a POST with the state every
          minute, and raises the alarm when it stops. It also stops when the console can no longer evaluate or deliver.
        </p>
        {target === null ? null : (
          <p className="mt-2 text-ink-2">
            Goes to <span className="break-all font-medium">{target}</span>
            {last === null ? null : (
              <>
                , <SampleAge atMs={last.atMs} renderedAtMs={renderedAtMs} />: {last.note}
              </>
            )}
          </p>
        )}
        <HeartbeatForm isSet={target !== null} />
      </div>
    </Panel>
  );
}
