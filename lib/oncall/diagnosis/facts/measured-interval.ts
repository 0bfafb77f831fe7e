import type { Measured } from "@/lib/measured";
import type { ScrapeFacts } from "./types";

/** The longest interval that is measured at the API's targets; the setting where nothing is measured. */
export function intervalMsOf(scrapes: Measured<ScrapeFacts>, setMs: number): number {
  const measured = scrapes.state === "ready" ? scrapes.value.api.flatMap(({ intervalMs }) => intervalMs ?? []) : [];
  return measured.length === 0 ? setMs : Math.round(Math.max(...measured) / 1000) * 1000 || setMs;
}
