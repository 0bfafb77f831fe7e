import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import type { Budget, BudgetRow } from "@/lib/budget/budget-types";
import { formatBytes } from "@/lib/format/bytes";

const colors: Record<string, string> = {
  victoriametrics: "var(--chart-1)",
  jaeger: "var(--chart-3)",
  grafana: "var(--chart-5)",
  console: "var(--chart-2)",
  proxy: "var(--chart-2)",
};
const hatch = (color: string) => `repeating-linear-gradient(135deg, ${color} 0 1.5px, transparent 1.5px 5px)`;
const percent = (bytes: number, of: number) => `${Math.min(100, (bytes / of) * 100).toFixed(2)}%`;

/** The 768 MiB as one bar: a third for each service, own memory solid, page cache hatched, its limit at the tick. */
export function BudgetBar({ budget }: { budget: Budget }) {
  const { services, beside, totalBytes, text, health, generatedAtMs } = budget;
  const newestMs = Math.max(...services.map(({ now }) => now?.atMs ?? 0));
  return (
    <Panel
      id="bar"
      title="Memory of the stack"
      aside={<StateBadge health={health} />}
      data-budget={health}
      data-known={String(budget.knownServices)}
    >
      <p className="px-3 text-base text-ink" data-testid="budget-text">
        {text}
      </p>
      <p className="px-3 text-ink-3 text-xs">
        {budget.sourceText}
        {newestMs > 0 ? (
          <>
            {" "}
            Newest sample <SampleAge atMs={newestMs} renderedAtMs={generatedAtMs} />.
          </>
        ) : null}
      </p>
      <div className="mt-3 flex gap-px px-3">
        {services.map((row) => (
          <Segment key={row.subject} row={row} scaleBytes={row.limitBytes ?? totalBytes} />
        ))}
      </div>
      <div className="tabular relative mx-3 mt-0.5 flex h-4 text-2xs text-ink-3">
        <span className="flex-1 text-right">{formatBytes(totalBytes / 3)}</span>
        <span className="flex-1 text-right">{formatBytes((totalBytes / 3) * 2)}</span>
        <span className="flex-1 text-right">{formatBytes(totalBytes)}</span>
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 px-3 pb-3 text-ink-2 text-xs">
        <Key label="own memory" background="var(--ink-3)" />
        <Key label="page cache, given back when needed" background={hatch("var(--ink-3)")} />
        <span className="text-ink-3">Beside the budget:</span>
        {beside.map(({ subject, title, now }) => (
          <span key={subject} data-beside={subject}>
            {title} <span className="font-medium text-ink">{now ? formatBytes(now.memoryBytes) : "unknown"}</span>
          </span>
        ))}
      </div>
    </Panel>
  );
}

function Key({ label, background }: { label: string; background: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className="h-3 w-4 rounded-xs border border-line-strong" style={{ background }} />
      {label}
    </span>
  );
}

function Segment({ row, scaleBytes }: { row: BudgetRow; scaleBytes: number }) {
  const { title, now, subject } = row;
  const color = colors[subject] ?? "var(--chart-2)";
  const label = now
    ? `${title}: ${formatBytes(now.memoryBytes)} of ${formatBytes(scaleBytes)}${now.cacheBytes === null ? "" : `, page cache ${formatBytes(now.cacheBytes)} beside it`}`
    : `${title}: unknown`;
  return (
    <div className="min-w-0 flex-1" data-segment={subject}>
      <div className="mb-1 flex gap-x-2 pr-2 text-xs max-md:flex-col md:justify-between">
        <span className="truncate text-ink-2">{title}</span>
        <span className="tabular whitespace-nowrap font-medium">{now ? formatBytes(now.memoryBytes) : "unknown"}</span>
      </div>
      <div
        role="img"
        aria-label={label}
        className="relative h-8 overflow-hidden border-line-strong border-r-2 bg-sunken"
        style={now ? undefined : { background: hatch("var(--line)") }}
      >
        {now ? (
          <span className="flex h-full">
            <span data-bar="memory" style={{ width: percent(now.memoryBytes, scaleBytes), background: color }} />
            {now.cacheBytes === null ? null : (
              <span
                data-bar="cache"
                style={{
                  width: percent(Math.min(now.cacheBytes, scaleBytes - now.memoryBytes), scaleBytes),
                  background: hatch(color),
                }}
              />
            )}
          </span>
        ) : null}
      </div>
    </div>
  );
}
