import { serviceBudgets } from "@/lib/plan/budget";
import type { ProgramSubject } from "./sample-types";

/** What the programs are called on pages. */
export const programTitles: Record<ProgramSubject, string> = {
  victoriametrics: serviceBudgets.victoriametrics.title,
  jaeger: serviceBudgets.jaeger.title,
  grafana: serviceBudgets.grafana.title,
  console: "Console",
  proxy: "nginx",
};
