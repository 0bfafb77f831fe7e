"use client";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext } from "react";
import { getOwnJson } from "@/components/client/get-own-json";
import type { HealthReport } from "@/lib/health/types";
import { healthApiPath } from "@/lib/links/api-paths";

const everyMs = 60_000;

/** What readers of links should know of the program behind: a sentence, or null when it is well or not watched. */
const GrafanaNote = createContext<string | null>(null);

function useGrafanaNote(): string | null {
  const { data } = useQuery<HealthReport>({
    queryKey: ["health"],
    queryFn: ({ signal }) => getOwnJson<HealthReport>(healthApiPath(), signal),
    refetchInterval: everyMs,
    staleTime: everyMs,
  });
  const grafana = data?.components.find(({ name }) => name === "grafana");
  return grafana?.state === "bad" ? `${grafana.detail} The link may lead nowhere.` : null;
}

function Watching({ children }: { children: ReactNode }) {
  return <GrafanaNote.Provider value={useGrafanaNote()}>{children}</GrafanaNote.Provider>;
}

/** Watches, once for all links of a page, whether the Grafana behind them answers. `watch`: whether the console knows it. */
export function ProgramNotes({ watch, children }: { watch: boolean; children: ReactNode }) {
  return watch ? <Watching>{children}</Watching> : children;
}

export function useProgramNote(program: "grafana" | undefined): string | null {
  const note = useContext(GrafanaNote);
  return program === "grafana" ? note : null;
}
