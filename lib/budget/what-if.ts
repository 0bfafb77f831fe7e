const daySeconds = 86_400;

/** What the sliders start from: measured figures, null where they could not be measured. */
export type StorageFacts = {
  bytesPerSample: number | null;
  samplesPerSecond: number | null;
  activeSeries: number | null;
  bytesPerSpan: number | null;
  spansPerSecond: number | null;
  samplingRatio: number;
};
export type WhatIf = { metricsDays: number; tracesDays: number; series: number; samplingRatio: number };

/**
 * Disk that other settings would take once their retention is reached: measured bytes per sample (or span) x rate x
 * time, the rate in proportion to series (or sampling ratio). Null where a measured figure is missing.
 */
export function projectDisk(
  facts: StorageFacts,
  change: WhatIf,
): { metricsBytes: number | null; tracesBytes: number | null } {
  const { bytesPerSample, samplesPerSecond, activeSeries, bytesPerSpan, spansPerSecond, samplingRatio } = facts;
  const metricsBytes =
    bytesPerSample === null || samplesPerSecond === null || !activeSeries
      ? null
      : bytesPerSample * samplesPerSecond * (change.series / activeSeries) * change.metricsDays * daySeconds;
  const tracesBytes =
    bytesPerSpan === null || spansPerSecond === null
      ? null
      : bytesPerSpan * spansPerSecond * (change.samplingRatio / samplingRatio) * change.tracesDays * daySeconds;
  return { metricsBytes, tracesBytes };
}
