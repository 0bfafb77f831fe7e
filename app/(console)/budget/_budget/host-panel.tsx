import { FigureList } from "@/components/ui/figure-list";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { SampleAge } from "@/components/ui/sample-age";
import { StateIcon } from "@/components/ui/state-badge";
import type { Budget } from "@/lib/budget/budget-types";
import { formatBytes } from "@/lib/format/bytes";

const figureSources: Record<string, string> = {
  docker: "Docker, figures",
  "docker-events": "Docker, events",
  processes: "Processes started here",
  host: "The host's /proc",
  victoriametrics: "VictoriaMetrics' own figures",
  jaeger: "Jaeger's own figures",
  disk: "Data directories",
};

/** The host that all of it runs on, and how each source of figures is doing. */
export function HostPanel({ budget }: { budget: Budget }) {
  const { host, hostNotes, sources, samplesStored, generatedAtMs } = budget;
  const percent = (value: number | null) => (value === null ? "unknown" : `${value.toFixed(1)} %`);
  const figures: [string, string][] = host
    ? [
        ["Available", `${formatBytes(host.memAvailableBytes)} of ${formatBytes(host.memTotalBytes)}`],
        [
          "Swap used",
          `${host.swapUsedBytes === null ? "unknown" : formatBytes(host.swapUsedBytes)} of ${formatBytes(host.swapTotalBytes)}`,
        ],
        ["Disk free", host.diskFreeBytes === null ? "unknown" : formatBytes(host.diskFreeBytes)],
        ["Load, 1 min", host.load1 === null ? "unknown" : host.load1.toFixed(2)],
        ["Memory stalls, some tasks", percent(host.psiSomeAvg60)],
        ["Memory stalls, all tasks", percent(host.psiFullAvg60)],
        ["OOM kills since boot", host.oomKills === null ? "unknown" : String(host.oomKills)],
      ]
    : [];
  return (
    <Panel
      id="host"
      title="Host and sources"
      aside={host ? <SampleAge atMs={host.atMs} renderedAtMs={generatedAtMs} className="text-ink-3 text-xs" /> : null}
    >
      {host ? (
        <FigureList figures={figures} className="sm:grid-cols-4" />
      ) : (
        <PanelNotice title="The host's figures are unknown" />
      )}
      {hostNotes.length > 0 ? (
        <ul className="space-y-1 px-3 pb-2 text-[0.8125rem] text-ink-2">
          {hostNotes.map(({ health, text }) => (
            <li key={text} className="flex gap-2">
              <StateIcon health={health} className="mt-0.5 size-3.5" />
              {text}
            </li>
          ))}
        </ul>
      ) : null}
      <ul className="border-line border-t px-3 py-2 text-[0.8125rem]">
        {sources.map(({ name, okAtMs, failure }) => (
          <li
            key={name}
            className="flex flex-wrap items-center gap-x-2 py-0.5"
            data-source-state={name}
            data-failed={failure !== null}
          >
            <StateIcon health={failure === null ? "ok" : "unknown"} className="size-3.5" />
            <span>{figureSources[name] ?? name}</span>
            <span className="text-ink-3 text-xs">
              {okAtMs === null ? "no answer yet" : <SampleAge atMs={okAtMs} renderedAtMs={generatedAtMs} />}
            </span>
            {failure ? <span className="w-full text-ink-2 text-xs">{failure}</span> : null}
          </li>
        ))}
        <li className="flex flex-wrap items-center gap-x-2 py-0.5">
          <StateIcon
            health={samplesStored.failure === null && samplesStored.okAtMs !== null ? "ok" : "unknown"}
            className="size-3.5"
          />
          <span>Samples stored</span>
          <span className="text-ink-3 text-xs">
            {samplesStored.okAtMs === null ? (
              "not yet"
            ) : (
              <SampleAge atMs={samplesStored.okAtMs} renderedAtMs={generatedAtMs} />
            )}
          </span>
          {samplesStored.failure ? (
            <span className="w-full text-ink-2 text-xs">
              {samplesStored.failure} They are kept in memory for an hour and tried again.
            </span>
          ) : null}
        </li>
      </ul>
    </Panel>
  );
}
