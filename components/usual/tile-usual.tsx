"use client";
import { formatDuration, formatPercent, formatRate } from "@/lib/format/quantity";
import type { TileName } from "@/lib/oncall/types";
import { usualKey } from "@/lib/usual/usual-key";
import { basisText, usualTitle } from "@/lib/usual/words";
import { useUsual } from "./use-usual";

const formats = { rate: formatRate, errors: formatPercent, p95: formatDuration } as const;

/** Under a tile's figure its usual one and what that is taken from. */
export function TileUsual({ name }: { name: TileName }) {
  const usual = useUsual();
  if (name === "freshness" || usual.state !== "ready") return null;
  const figure = usual.value.figures[usualKey({ what: name })];
  if (!figure) return null;
  const format = formats[name];
  return (
    <span data-usual="known" title={usualTitle(figure, usual.value.basis, format)}>
      usually {format(figure.median)}, up to {format(figure.p90)} <span aria-hidden>·</span>{" "}
      {basisText(usual.value.basis)}
    </span>
  );
}
