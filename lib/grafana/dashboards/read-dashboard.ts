import { z } from "zod";

const gridPos = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
const target = z.object({
  refId: z.string(),
  expr: z.string().min(1),
  instant: z.boolean().optional(),
  range: z.boolean().optional(),
  datasource: z.object({ type: z.string(), uid: z.string() }),
});
const panel = z.object({
  type: z.enum(["timeseries", "stat", "table", "heatmap"]),
  id: z.int().positive(),
  title: z.string(),
  description: z.string(),
  gridPos,
  targets: z.array(target),
  links: z.array(z.object({ title: z.string(), url: z.string() })).default([]),
});
const row = z.object({
  type: z.literal("row"),
  id: z.int().positive(),
  title: z.string(),
  gridPos,
  panels: z.array(z.never()),
});

// Grafana's classic dashboard (schema version 42: Grafana 12), as far as ours use it.
const schema = z.object({
  uid: z.string(),
  title: z.string(),
  schemaVersion: z.literal(42),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.literal("query") })) }),
  annotations: z.object({
    list: z.array(z.object({ name: z.string(), expr: z.string(), useValueForTime: z.literal(true) })),
  }),
  panels: z.array(z.union([row, panel])),
});
export type DashboardPanel = z.infer<typeof panel>;

/** A dashboard's JSON by its parts. Throws when it is not a classic dashboard of schema version 42. */
export function readDashboard(text: string) {
  const { uid, title, templating, panels, annotations } = schema.parse(JSON.parse(text));
  const isRow = (one: (typeof panels)[number]): one is z.infer<typeof row> => one.type === "row";
  return {
    uid,
    title,
    variables: templating.list.map(({ name }) => name),
    annotations: annotations.list.map(({ expr }) => expr),
    rows: panels.filter(isRow),
    panels: panels.filter((one): one is DashboardPanel => !isRow(one)),
  };
}
