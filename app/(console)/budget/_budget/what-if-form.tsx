"use client";
import { type ReactNode, useId, useState } from "react";
import { projectDisk, type StorageFacts, type WhatIf } from "@/lib/budget/what-if";
import { formatBytes } from "@/lib/format/bytes";

type Props = { facts: StorageFacts; metricsCapBytes: number | null; tracesCapBytes: number | null; isYoung: boolean };

/** Sliders over measured bytes per sample and span: what would the disks hold once retention is reached? */
export function WhatIfForm({ facts, metricsCapBytes, tracesCapBytes, isYoung }: Props) {
  const seriesNow = facts.activeSeries ?? 1000;
  const [change, setChange] = useState<WhatIf>({
    metricsDays: 30,
    tracesDays: 7,
    series: seriesNow,
    samplingRatio: facts.samplingRatio,
  });
  const { metricsBytes, tracesBytes } = projectDisk(facts, change);
  const set = (name: keyof WhatIf) => (value: number) => setChange({ ...change, [name]: value });
  return (
    <form
      className="space-y-2 border-line border-t px-3 py-2"
      aria-label="What if"
      onSubmit={(event) => event.preventDefault()}
    >
      <h3 className="font-medium text-[0.8125rem]">What if</h3>
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        <div className="space-y-1.5">
          <Slider
            name="Metrics kept"
            value={change.metricsDays}
            min={1}
            max={180}
            shown={`${change.metricsDays} d`}
            onChange={set("metricsDays")}
          />
          <Slider
            name="Active series"
            value={change.series}
            min={1}
            max={Math.max(1000, seriesNow * 10)}
            shown={change.series.toLocaleString("en-US")}
            onChange={set("series")}
          />
          <Result
            what="Metrics would take"
            isYoung={isYoung}
            bytes={metricsBytes}
            capBytes={metricsCapBytes}
            missing="bytes per sample or their rate"
          />
        </div>
        <div className="space-y-1.5">
          <Slider
            name="Traces kept"
            value={change.tracesDays}
            min={1}
            max={30}
            shown={`${change.tracesDays} d`}
            onChange={set("tracesDays")}
          />
          <Slider
            name="Sampling"
            value={Math.round(change.samplingRatio * 100)}
            min={1}
            max={100}
            shown={`${Math.round(change.samplingRatio * 100)} %`}
            onChange={(value) => set("samplingRatio")(value / 100)}
          />
          <Result
            what="Traces would take"
            isYoung={isYoung}
            bytes={tracesBytes}
            capBytes={tracesCapBytes}
            missing="bytes per span or their rate"
          />
        </div>
      </div>
    </form>
  );
}

type SliderProps = {
  name: string;
  value: number;
  min: number;
  max: number;
  shown: string;
  onChange: (value: number) => void;
};

function Slider({ name, value, min, max, shown, onChange }: SliderProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)_4rem] items-center gap-2 text-xs">
      <label htmlFor={id} className="text-ink-2">
        {name}
      </label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        value={value}
        aria-valuetext={shown}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-8 w-full accent-(--accent)"
      />
      <span className="tabular text-right">{shown}</span>
    </div>
  );
}

function Result(props: {
  what: string;
  isYoung: boolean;
  bytes: number | null;
  capBytes: number | null;
  missing: string;
}): ReactNode {
  const { what, isYoung, bytes, capBytes, missing } = props;
  const over = bytes !== null && capBytes !== null && bytes > capBytes;
  return (
    <p className="text-[0.8125rem] text-ink-2" role="status">
      {what} {isYoung && bytes !== null ? "perhaps " : ""}
      <span className="tabular font-medium text-ink">{bytes === null ? "unknown" : formatBytes(bytes)}</span>
      {bytes === null
        ? `: ${missing} could not be measured yet.`
        : capBytes === null
          ? "."
          : ` of ${formatBytes(capBytes)}.`}
      {over ? <span className="text-warn"> Above the cap.</span> : null}
    </p>
  );
}
