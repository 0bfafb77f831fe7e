import { FreezeButton } from "@/components/capsule/freeze-button";
import { Moment } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { StateBadge } from "@/components/ui/state-badge";
import { leadMs } from "@/lib/capsule/window";
import { triggerTitles } from "@/lib/triggers/titles";
import type { Firing } from "@/lib/triggers/types";
import { EvidenceView } from "./evidence-view";

/** All that ever fired, newest first, each with its evidence. */
export function History({ firings }: { firings: readonly Firing[] }) {
  return (
    <Panel id="history" title="What fired">
      {firings.length === 0 ? (
        <PanelNotice health="ok" title="No trigger has fired since this console began to watch">
          When one does, its evidence is kept here as it was then.
        </PanelNotice>
      ) : (
        <ol className="divide-y divide-line border-line border-t">
          {firings.map((firing) => (
            <FiringItem key={firing.id} firing={firing} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function FiringItem({ firing }: { firing: Firing }) {
  const { trigger, reason, startedAtMs, firedAtMs, cleared, acknowledged } = firing;
  return (
    <li className="px-3 py-2.5" data-firing={trigger} data-open={cleared === null}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StateBadge
          health={cleared ? "ok" : "bad"}
          word={cleared ? (acknowledged ? "acknowledged" : "cleared") : "fires"}
        />
        <span className="font-medium">{triggerTitles[trigger]}</span>
        <span className="text-ink-3 text-xs">
          <Moment atMs={startedAtMs} /> {cleared ? "to " : "until now"}
          {cleared ? <Moment atMs={cleared.atMs} /> : null}, fired <Moment atMs={firedAtMs} />
        </span>
      </p>
      <p className="mt-1 text-ink-2">
        {reason}
        {cleared ? `. ${cleared.reason}` : null}
      </p>
      <p className="mt-1 -ml-2">
        <FreezeButton
          name={firing.id}
          window={{ kind: "times", startMs: startedAtMs - leadMs, endMs: cleared ? cleared.atMs + leadMs : undefined }}
          what={`what led to "${triggerTitles[trigger]}"`}
        />
      </p>
      <EvidenceView evidence={firing.evidence} firedAtMs={firedAtMs} />
    </li>
  );
}
