import { Moment } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { SampleAge } from "@/components/ui/sample-age";
import type { Autopsy, Budget } from "@/lib/budget/budget-types";
import { formatBytes } from "@/lib/format/bytes";
import type { OomKill } from "@/lib/resources/types";

/** What the kernel killed for want of memory, and what led up to the last one. */
export function AutopsyPanel({ budget }: { budget: Budget }) {
  const { kernelLog, oomKills, unexplainedKills, autopsy, generatedAtMs, range } = budget;
  const since = kernelLog.coveredSinceMs;
  return (
    <Panel
      id="kills"
      title="OOM kills"
      aside={<span className="text-ink-3 text-xs">last {range}</span>}
      data-kernel-log={kernelLog.source}
    >
      {autopsy ? (
        <Card autopsy={autopsy} nowMs={generatedAtMs} />
      ) : (
        <PanelNotice
          health={kernelLog.cannotTell === null && since !== null ? "ok" : "unknown"}
          title={
            kernelLog.cannotTell === null && since !== null
              ? "None in this range, as far as the log reaches"
              : "Cannot tell"
          }
        >
          {kernelLog.cannotTell}
        </PanelNotice>
      )}
      {groupKills(oomKills).map(({ title, kills }) => (
        <div key={title} className="border-line border-t px-3 py-2 text-[0.8125rem]" data-kills-of={title}>
          <h3 className="font-medium">
            {title}: {kills.length}
          </h3>
          <ul className="text-ink-2">
            {kills.slice(0, 7).map((kill) => (
              <li key={kill.id} className="flex flex-wrap gap-x-2">
                <Moment atMs={kill.atMs} /> {kill.comm}, {whose(kill)}
              </li>
            ))}
            {kills.length > 7 ? <li>and {kills.length - 7} more</li> : null}
          </ul>
        </div>
      ))}
      <p className="border-line border-t px-3 py-2 text-ink-3 text-xs">
        {kernelLog.text}
        {since === null ? null : (
          <>
            {" "}
            Unbroken for <SampleAge atMs={since} renderedAtMs={generatedAtMs} suffix="" />.
          </>
        )}
        {unexplainedKills ? ` The kernel counted ${unexplainedKills} more since boot that its log does not name.` : ""}
      </p>
    </Panel>
  );
}

/** The kills under the stack that they belong to, this one first. */
function groupKills(kills: readonly OomKill[]): { title: string; kills: OomKill[] }[] {
  const of = (title: string, belongs: (victim: OomKill["victim"]) => boolean) => ({
    title,
    kills: kills.filter(({ victim }) => belongs(victim)),
  });
  return [
    of("This stack", (victim) => victim.startsWith("ours:")),
    of("The old stack (ClickHouse)", (victim) => victim === "clickhouse"),
    of("Others on this host", (victim) => !victim.startsWith("ours:") && victim !== "clickhouse"),
  ].filter((group) => group.kills.length > 0);
}

function whose({ victim, containerName, containerId }: OomKill): string {
  const container = containerName ?? (containerId ? `container ${containerId.slice(0, 12)}` : null);
  if (victim === "clickhouse") return container ? `ClickHouse, ${container}` : "ClickHouse";
  return container ?? "outside the containers we know";
}

const constraintWords: Record<OomKill["constraint"], string> = {
  memcg: "The limit of its memory cgroup was hit.",
  global: "The host ran out of memory.",
  unknown: "The kernel did not say which limit was hit.",
};

function Card({ autopsy, nowMs }: { autopsy: Autopsy; nowMs: number }) {
  const { kill, growth, events } = autopsy;
  const size = kill.anonRssBytes === null ? "size unknown" : `${formatBytes(kill.anonRssBytes)} of own memory`;
  return (
    <div className="space-y-2 px-3 pb-3 text-[0.8125rem]" data-kill={kill.victim}>
      <p className="text-base">
        <span className="font-semibold">{kill.comm}</span> (pid {kill.pid}), {size}, killed{" "}
        <SampleAge atMs={kill.atMs} renderedAtMs={nowMs} />
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-ink-2">
        <dt className="text-ink-3">Whose</dt>
        <dd>{whose(kill)}</dd>
        <dt className="text-ink-3">Why</dt>
        <dd>{constraintWords[kill.constraint]}</dd>
        <dt className="text-ink-3">Cgroup</dt>
        <dd className="break-all">{kill.cgroup ?? "not said"}</dd>
        <dt className="text-ink-3">When</dt>
        <dd>
          <Moment atMs={kill.atMs} />
        </dd>
      </dl>
      <div>
        <h3 className="font-medium">Our programs in the hour before</h3>
        {growth.length === 0 ? (
          <p className="text-ink-2">No samples of that hour.</p>
        ) : (
          <ul className="tabular text-ink-2">
            {growth.map(({ title, fromBytes, toBytes }) => (
              <li key={title}>
                {title} {formatBytes(fromBytes)} to {formatBytes(toBytes)}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div>
        <h3 className="font-medium">Changes made through this console in that hour</h3>
        {events.length === 0 ? (
          <p className="text-ink-2">None.</p>
        ) : (
          <ul className="text-ink-2">
            {events.map(({ atMs, actor, action, subject }) => (
              <li key={`${atMs} ${action} ${subject}`}>
                <Moment atMs={atMs} /> {actor}: {action} {subject}
              </li>
            ))}
          </ul>
        )}
      </div>
      <details>
        <summary className="control -ml-2">The kernel's lines</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <pre tabIndex={0} className="mt-1 max-h-60 overflow-auto rounded bg-sunken p-2 text-2xs">
          {kill.lines.join("\n")}
        </pre>
      </details>
    </div>
  );
}
