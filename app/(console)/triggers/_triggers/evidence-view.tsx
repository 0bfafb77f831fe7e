import { Moment } from "@/components/ui/moment";
import { Sparkline } from "@/components/ui/sparkline";
import { formatBytes, formatGibibytes } from "@/lib/format/bytes";
import type { Evidence, EvidenceKill } from "@/lib/triggers/evidence";

/** What a trigger fired on, frozen then. */
export function EvidenceView({ evidence, firedAtMs }: { evidence: Evidence; firedAtMs: number }) {
  const { samples, programs, kills, rule, setBy } = evidence;
  return (
    <details className="mt-1">
      <summary className="inline-flex min-h-8 items-center rounded text-accent max-md:min-h-10">Evidence</summary>
      <div className="space-y-3 pt-1 pb-2">
        <p className="text-ink-3 text-xs">
          {rule}
          {setBy ? ` By ${setBy}.` : ""}
        </p>
        {samples.length > 0 ? <Samples samples={samples} firedAtMs={firedAtMs} /> : null}
        {programs.length > 0 ? (
          <p className="text-ink-2 text-xs">
            The stack itself then: {programs.map(({ name, bytes }) => `${name} ${formatBytes(bytes)}`).join(", ")}.
          </p>
        ) : null}
        {kills.map((kill) => (
          <Kill key={kill.id} kill={kill} />
        ))}
      </div>
    </details>
  );
}

function Samples({ samples, firedAtMs }: { samples: Evidence["samples"]; firedAtMs: number }) {
  const values = samples.map(({ bytes }) => bytes);
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-1">
      <Sparkline points={values} width={240} height={40} className="h-10 w-60 max-w-full text-ink-2" />
      <p className="text-ink-2 text-xs">
        {samples.length} one-minute samples until <Moment atMs={firedAtMs} />, between{" "}
        {formatGibibytes(Math.min(...values))} and {formatGibibytes(Math.max(...values))}; the last{" "}
        {formatGibibytes(values.at(-1) ?? 0)}.
      </p>
    </div>
  );
}

function Kill({ kill }: { kill: EvidenceKill }) {
  const size = kill.anonRssBytes === null ? "size not said" : `${formatBytes(kill.anonRssBytes)} of its own memory`;
  const limit = { memcg: "its container's limit", global: "the host ran out" }[kill.constraint] ?? "cause not said";
  return (
    <div>
      <p className="text-xs">
        <Moment atMs={kill.atMs} className="font-medium" /> {kill.comm}, process {kill.pid}
        {kill.containerName ? ` in ${kill.containerName}` : ""}: {size}, {limit}.
      </p>
      <pre className="mt-1 whitespace-pre-wrap break-all rounded bg-sunken p-2 text-2xs text-ink-2">
        {kill.lines.join("\n")}
      </pre>
    </div>
  );
}
