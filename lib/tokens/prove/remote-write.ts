import "server-only";
import protobuf from "protobufjs";
import snappy from "snappyjs";

// Prometheus remote write 1.0 (prometheus/prompb: remote.proto, types.proto), as far as one sample needs it.
const root = protobuf.Root.fromJSON({
  nested: {
    Label: { fields: { name: { type: "string", id: 1 }, value: { type: "string", id: 2 } } },
    Sample: { fields: { value: { type: "double", id: 1 }, timestamp: { type: "int64", id: 2 } } },
    TimeSeries: {
      fields: {
        labels: { rule: "repeated", type: "Label", id: 1 },
        samples: { rule: "repeated", type: "Sample", id: 2 },
      },
    },
    WriteRequest: { fields: { timeseries: { rule: "repeated", type: "TimeSeries", id: 1 } } },
  },
});
const writeRequest = root.lookupType("WriteRequest");

export const remoteWriteHeaders = {
  "content-type": "application/x-protobuf",
  "content-encoding": "snappy",
  "x-prometheus-remote-write-version": "0.1.0",
};

/** The body of a remote write of one sample. */
export function encodeSample(labels: Record<string, string>, value: number, timestampMs: number): Uint8Array {
  const series = {
    labels: Object.entries(labels)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]) => ({ name, value: text })),
    samples: [{ value, timestamp: timestampMs }],
  };
  return snappy.compress(writeRequest.encode(writeRequest.create({ timeseries: [series] })).finish());
}
