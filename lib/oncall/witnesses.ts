import type { Witnesses } from "./types";
import type { Report } from "./witness-reports";

type Ruling = Pick<Witnesses, "liveness" | "health" | "disagreement">;

/**
 * What the three witnesses together say about the API, and the sentence for the case that they disagree. The probe
 * sees what users see, so it outweighs the others; spans trail behind, so they count only where nothing else speaks.
 */
function ruleOnWitnesses({ scrape, spans, probe }: { scrape: Report; spans: Report; probe: Report }): Ruling {
  if (probe.testimony === "alive") return { liveness: "up", ...withProbeAlive(scrape, spans) };
  if (probe.testimony === "dead") return withProbeDead(scrape, spans);
  if (scrape.testimony === "alive") {
    return { liveness: "up", health: scrape.health, disagreement: tracesSilent(spans) };
  }
  if (scrape.testimony === "dead") return { liveness: "down", health: "bad", disagreement: null };
  if (spans.testimony === "alive") {
    const why = scrape.health === "bad" ? "Metrics path down, but spans still arrive: the API works." : null;
    return { liveness: "up", health: scrape.health === "bad" ? "warn" : "unknown", disagreement: why };
  }
  return { liveness: "unknown", health: "unknown", disagreement: null };
}

function tracesSilent(spans: Report): string | null {
  return spans.health === "warn" ? "Traces path silent, API fine." : null;
}

function withProbeAlive(scrape: Report, spans: Report): Omit<Ruling, "liveness"> {
  if (scrape.testimony === "dead") {
    const gone = scrape.word === "API gone";
    const disagreement = gone
      ? "The API answers its health URL, but vmagent finds no pod of it: look at vmagent's discovery."
      : "The API answers its health URL, but not vmagent's scrapes: its /metrics hangs or fails.";
    return { health: "warn", disagreement };
  }
  if (scrape.health === "bad") {
    const both = spans.health === "warn";
    return {
      health: "warn",
      disagreement: both
        ? "Metrics and traces paths down, API fine: look at the ingest gate and its token."
        : "Metrics path down, API fine.",
    };
  }
  if (scrape.health === "unknown") return { health: "unknown", disagreement: tracesSilent(spans) };
  const silent = tracesSilent(spans);
  return { health: scrape.health === "warn" || silent ? "warn" : "ok", disagreement: silent };
}

function withProbeDead(scrape: Report, spans: Report): Ruling {
  if (scrape.testimony === "alive") {
    const disagreement =
      "Users cannot reach the API: its health URL fails, while vmagent still scrapes it inside the cluster.";
    return { liveness: "down", health: "bad", disagreement };
  }
  // Spans are sent in batches and stay fresh for minutes after the API died: no contradiction.
  const unheard = scrape.testimony === "silent" && spans.testimony === "alive";
  return {
    liveness: "down",
    health: "bad",
    disagreement: unheard ? "The health URL fails and no scrape speaks for the API; spans came until recently." : null,
  };
}

/** The witnesses as the page shows them. */
export function buildWitnesses(reports: { scrape: Report; spans: Report; probe: Report }): Witnesses {
  const list = [reports.scrape, reports.spans, reports.probe].map(({ testimony: _, ...witness }) => witness);
  return { list, ...ruleOnWitnesses(reports) };
}
