import type { Health } from "@/lib/measured";

export type NodeName =
  | "api"
  | "vmagent"
  | "gate"
  | "victoriametrics"
  | "jaeger"
  | "grafana"
  | "console"
  | "browser"
  | "posthog";
export type NodeState = { health: Health; detail: string };

const colours: Record<Health, string> = {
  ok: "var(--ok)",
  warn: "var(--warn)",
  bad: "var(--bad)",
  unknown: "var(--unknown)",
};
const marks: Record<Health, string> = { ok: "ok", warn: "look", bad: "down", unknown: "not known" };

type Box = { name: NodeName; title: string; note: string; x: number; y: number };
const width = 132;
const height = 46;
const boxes: Box[] = [
  { name: "api", title: "honeyDue API", note: "k3s, :8000", x: 20, y: 120 },
  { name: "vmagent", title: "vmagent", note: "k3s, one replica", x: 200, y: 60 },
  { name: "gate", title: "nginx gate", note: "obs host, 443", x: 380, y: 120 },
  { name: "victoriametrics", title: "VictoriaMetrics", note: ":8428, 30 d", x: 560, y: 60 },
  { name: "jaeger", title: "Jaeger", note: ":16686, 7 d", x: 560, y: 180 },
  { name: "console", title: "this console", note: ":3100, :3101", x: 380, y: 260 },
  { name: "grafana", title: "Grafana", note: ":3000", x: 740, y: 120 },
  { name: "browser", title: "your browser", note: "console and grafana hosts", x: 740, y: 260 },
  { name: "posthog", title: "PostHog", note: "same box, nothing shared", x: 560, y: 320 },
];
type Edge = { from: NodeName; to: NodeName; label: string };
const edges: Edge[] = [
  { from: "vmagent", to: "api", label: "scrape" },
  { from: "vmagent", to: "gate", label: "remote write" },
  { from: "api", to: "gate", label: "OTLP" },
  { from: "gate", to: "victoriametrics", label: "" },
  { from: "gate", to: "jaeger", label: "" },
  { from: "gate", to: "console", label: "may this token?" },
  { from: "console", to: "victoriametrics", label: "" },
  { from: "console", to: "jaeger", label: "" },
  { from: "grafana", to: "victoriametrics", label: "" },
  { from: "grafana", to: "jaeger", label: "" },
  { from: "browser", to: "console", label: "" },
  { from: "browser", to: "grafana", label: "" },
];

const boxOf = (name: NodeName) => boxes.find((box) => box.name === name);

/** The stack as it stands: what talks to what, each part with its live state in colour and in words. */
export function Architecture({ states }: { states: Partial<Record<NodeName, NodeState>> }) {
  const words = boxes.map(({ name, title }) => `${title}: ${marks[states[name]?.health ?? "unknown"]}`).join(", ");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wider than a phone, so it is scrolled by keyboard too
    <section className="overflow-x-auto px-3 pb-3" tabIndex={0} aria-label="Architecture, wider than a phone">
      <svg viewBox="0 0 892 384" role="img" aria-label={`Architecture. ${words}`} className="w-full min-w-[44rem]">
        <rect
          x={366}
          y={40}
          width={520}
          height={338}
          rx={8}
          fill="none"
          stroke="var(--line-strong)"
          strokeDasharray="4 4"
        />
        <text x={876} y={34} textAnchor="end" fontSize={11} fill="var(--ink-3)">
          88oakappsUpdate: one box, one kernel
        </text>
        {edges.map((edge) => (
          <EdgeLine key={`${edge.from} ${edge.to}`} edge={edge} />
        ))}
        {boxes.map((box) => (
          <NodeBox key={box.name} box={box} state={states[box.name]} />
        ))}
      </svg>
    </section>
  );
}

function EdgeLine({ edge: { from, to, label } }: { edge: Edge }) {
  const [a, b] = [boxOf(from), boxOf(to)];
  if (!a || !b) return null;
  const centre = (box: Box) => ({ x: box.x + width / 2, y: box.y + height / 2 });
  const [start, end] = [centre(a), centre(b)];
  return (
    <g>
      <line x1={start.x} y1={start.y} x2={end.x} y2={end.y} stroke="var(--line-strong)" strokeWidth={1.25} />
      {label ? (
        <text
          x={(start.x + end.x) / 2}
          y={(start.y + end.y) / 2 - 5}
          textAnchor="middle"
          fontSize={10}
          fill="var(--ink-3)"
          stroke="var(--surface)"
          strokeWidth={3}
          paintOrder="stroke"
        >
          {label}
        </text>
      ) : null}
    </g>
  );
}

function NodeBox({ box: { name, title, note, x, y }, state }: { box: Box; state: NodeState | undefined }) {
  const health = state?.health ?? "unknown";
  return (
    <g data-node={name} data-health={state ? health : undefined}>
      <title>{state?.detail ?? note}</title>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={6}
        fill="var(--surface)"
        stroke={state ? colours[health] : "var(--line-strong)"}
        strokeWidth={state ? 2 : 1}
      />
      <text x={x + 10} y={y + 19} fontSize={12} fontWeight={600} fill="var(--ink)">
        {title}
      </text>
      <text x={x + 10} y={y + 35} fontSize={10} fill="var(--ink-3)">
        {note}
      </text>
      {state ? (
        <text x={x + width - 8} y={y + 19} textAnchor="end" fontSize={10} fontWeight={600} fill={colours[health]}>
          {marks[health]}
        </text>
      ) : null}
    </g>
  );
}
