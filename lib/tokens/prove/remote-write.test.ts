import snappy from "snappyjs";
import { expect, it } from "vitest";
import { encodeSample, remoteWriteHeaders } from "./remote-write";

/** By prompb/types.proto, by hand: two labels, the value 2.5 as a double, the time as a varint. */
const labelName = "0a370a15" + "0a085f5f6e616d655f5f" + "12096f62735f70726f6f66";
const labelToken = "0a0c" + "0a05746f6b656e" + "1203416233";
const sample = "1210" + "090000000000000440" + "1080d095ffbc31";

it("is the protocol's bytes, with the labels in the order that it asks for", () => {
  for (const labels of [
    { token: "Ab3", __name__: "obs_proof" },
    { __name__: "obs_proof", token: "Ab3" },
  ]) {
    const body = encodeSample(labels, 2.5, 1_700_000_000_000);
    expect(Buffer.from(snappy.uncompress(body)).toString("hex")).toBe(labelName + labelToken + sample);
  }
});

it("says what it is, as the protocol's version 1 has it", () => {
  expect(remoteWriteHeaders).toEqual({
    "content-type": "application/x-protobuf",
    "content-encoding": "snappy",
    "x-prometheus-remote-write-version": "0.1.0",
  });
});
