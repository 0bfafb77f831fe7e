import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge, StateIcon } from "@/components/ui/state-badge";
import type { Budget, BudgetRow, RetentionNow } from "@/lib/budget/budget-types";
import { peakShare } from "@/lib/budget/budget-words";
import type { TimeToFull } from "@/lib/budget/time-to-full";
import { fitText, isYoungForecast, sourceWords, timeToFullText } from "@/lib/budget/words";
import { formatBytes } from "@/lib/format/bytes";
import { formatAge, formatPercent } from "@/lib/format/quantity";
import type { ComponentHealth } from "@/lib/health/types";

/** Programs that are asked whether they answer, besides what they use; null where no such program is configured. */
type Answers = Partial<Record<BudgetRow["subject"], ComponentHealth | null>>;

/** A row per program: memory, swap, CPU, disk, retention, restarts, kills. */
export function ServiceRows({ budget, answers }: { budget: Budget; answers: Answers }) {
  const rows = [...budget.services, ...budget.beside];
  return (
    <Panel
      id="services"
      title="Services"
      aside={<span className="text-ink-3 text-xs">peak, restarts and kills of the last {budget.range}</span>}
    >
      <ul>
        {rows.map((row) => (
          <Row
            key={row.subject}
            row={row}
            answer={answers[row.subject] ?? null}
            nowMs={budget.generatedAtMs}
            killsKnown={budget.kernelLog.cannotTell === null}
          />
        ))}
      </ul>
      <p className="border-line border-t px-3 py-2 text-2xs text-ink-3">
        Memory is what cannot be given back: without page cache that is free to drop. Sizes are in powers of 1024 (1 MiB
        is 1,048,576 bytes): the plan's 256 MB are Docker's 256m, which is 256 MiB.
      </p>
    </Panel>
  );
}

type RowProps = { row: BudgetRow; answer: ComponentHealth | null; nowMs: number; killsKnown: boolean };

function Row({ row, answer, nowMs, killsKnown }: RowProps) {
  const { subject, title, health, reasons, now, limitBytes, peakBytes, disk, retention, restarts, oomKills } = row;
  const of = (limit: number | null | undefined) => (limit ? ` of ${formatBytes(limit)}` : "");
  return (
    <li
      className="border-line border-t px-3 py-2.5"
      data-row={subject}
      data-health={health}
      data-source={now?.source ?? "none"}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <h3 className="font-semibold">{title}</h3>
        <StateBadge health={health} />
        <span className="text-ink-3 text-xs">
          {now ? (
            <>
              {sourceWords[now.source]}, <SampleAge atMs={now.atMs} renderedAtMs={nowMs} />
            </>
          ) : null}
        </span>
      </div>
      {answer ? (
        <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-[0.8125rem] text-ink-2">
          <StateIcon health={answer.state} />
          {answer.detail} <SampleAge atMs={answer.checkedAtMs} renderedAtMs={nowMs} />
        </p>
      ) : null}
      {reasons.length > 0 ? (
        <ul className="mt-0.5 max-w-prose text-[0.8125rem] text-ink-2">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : null}
      <dl className="tabular mt-1.5 grid grid-cols-2 gap-x-4 gap-y-1.5 sm:grid-cols-4 lg:grid-cols-9">
        <Item
          name="Memory"
          figure={now ? `${formatBytes(now.memoryBytes)}${of(limitBytes)}` : "unknown"}
          note={now ? parts(now.anonBytes, now.cacheBytes) : null}
        />
        <Item
          name="Peak"
          figure={peakBytes === null ? "no samples" : formatBytes(peakBytes)}
          note={headroomText(row)}
        />
        <Item name="Swap used" figure={now?.swapBytes === null || !now ? "unknown" : formatBytes(now.swapBytes)} />
        <Item
          name="CPU"
          figure={now?.cpuCores === null || !now ? "unknown" : `${formatPercent(now.cpuCores)} of a core`}
        />
        {subject === "proxy" ? null : (
          <Item
            name="Disk"
            figure={disk ? `${formatBytes(disk.bytes)}${of(disk.capBytes)}` : "unknown"}
            note={disk?.capBytes && subject === "jaeger" ? "cap not enforced" : null}
          />
        )}
        {limitBytes === null ? null : (
          <>
            <Item
              name="Disk full"
              figure={disk?.timeToFull ? forecastText(disk.timeToFull, nowMs) : "unknown"}
              note={fitsText(disk, nowMs)}
            />
            <Item name="Keeps" {...retentionText(retention, subject !== "grafana", nowMs)} />
          </>
        )}
        <Item
          name="Restarts"
          figure={restarts === null ? "unknown" : String(restarts)}
          note={startText(now?.startedAtMs ?? null, restarts, nowMs)}
        />
        <Item name="OOM kills" figure={killsKnown ? String(oomKills) : "unknown"} />
      </dl>
    </li>
  );
}

/** "98 % of its limit, 4 MiB left". */
function headroomText(row: BudgetRow): string | null {
  const share = peakShare(row);
  if (share === null || row.limitBytes === null || row.peakBytes === null) return null;
  return `${formatPercent(share)} of its limit, ${formatBytes(Math.max(0, row.limitBytes - row.peakBytes))} left`;
}

function forecastText(timeToFull: TimeToFull, nowMs: number): string {
  const text = timeToFullText(timeToFull, nowMs);
  return isYoungForecast(timeToFull) ? `${text} (young: by the last hour alone)` : text;
}

function startText(startedAtMs: number | null, restarts: number | null, nowMs: number): string | null {
  if (startedAtMs !== null) return `up for ${formatAge(nowMs - startedAtMs)}`;
  return restarts === null ? "Docker's events count them" : null;
}

function parts(anonBytes: number | null, cacheBytes: number | null): string | null {
  const texts = [
    anonBytes === null ? null : `anon ${formatBytes(anonBytes)}`,
    cacheBytes === null ? null : `cache ${formatBytes(cacheBytes)}`,
  ].filter((text) => text !== null);
  return texts.length > 0 ? texts.join(", ") : null;
}

/** The three lines behind the answer; left out as long as none of them could be drawn. */
function fitsText(disk: BudgetRow["disk"], nowMs: number): string | null {
  const fits = disk?.timeToFull?.fits ?? [];
  if (fits.every(({ kind }) => kind === "too-few")) return null;
  return fits.map((fit) => fitText(fit, nowMs)).join("; ");
}

function retentionText(
  retention: RetentionNow | null,
  expected: boolean,
  nowMs: number,
): { figure: string; note: string | null } {
  if (!expected) return { figure: "no retention", note: null };
  if (!retention) return { figure: "not asked yet", note: "asked every hour" };
  const target = formatAge(retention.targetMs);
  if (retention.failure) return { figure: "unknown", note: retention.failure };
  if (retention.oldestMs === null) return { figure: `nothing of ${target}`, note: "no data is kept" };
  return { figure: `${formatAge(nowMs - retention.oldestMs)} of ${target}`, note: "age of the oldest" };
}

function Item({ name, figure, note }: { name: string; figure: string; note?: string | null }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-ink-3">{name}</dt>
      <dd className="text-[0.8125rem] text-ink">
        {figure}
        {note ? <span className="block text-2xs text-ink-3">{note}</span> : null}
      </dd>
    </div>
  );
}
