import type { SampleResolution } from "@/lib/ranges/budget-ranges";
import type { SamplePoint } from "./types";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A chunk is a row of the database: an hour of minutes, or a day of hours. */
export const slotMsOf: Record<SampleResolution, number> = { minute: minuteMs, hour: hourMs };
export const chunkMsOf: Record<SampleResolution, number> = { minute: hourMs, hour: 24 * hourMs };
const slotBytes = 3 * Float32Array.BYTES_PER_ELEMENT;

export type Slot = Omit<SamplePoint, "atMs">;

/** Start of the chunk that holds a time. */
export function chunkStartMs(resolution: SampleResolution, atMs: number): number {
  return Math.floor(atMs / chunkMsOf[resolution]) * chunkMsOf[resolution];
}

const slotCount = (resolution: SampleResolution) => chunkMsOf[resolution] / slotMsOf[resolution];

/**
 * Packs slots as min, max and average, little-endian 32-bit floats each; NaN is a gap. 24 bits of precision: 32 bytes
 * at 256 MB. Not in SQL columns, because a row per minute and figure would take 100 MB a month.
 */
export function packChunk(resolution: SampleResolution, slots: readonly (Slot | null)[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(slotCount(resolution) * slotBytes);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < slotCount(resolution); index += 1) {
    const slot = slots[index] ?? { min: Number.NaN, max: Number.NaN, average: Number.NaN };
    view.setFloat32(index * slotBytes, slot.min, true);
    view.setFloat32(index * slotBytes + 4, slot.max, true);
    view.setFloat32(index * slotBytes + 8, slot.average, true);
  }
  return bytes;
}

/** Slots of a packed chunk, null where there is a gap. A chunk of a wrong length is all gaps. */
export function unpackChunk(resolution: SampleResolution, bytes: Uint8Array): (Slot | null)[] {
  const count = slotCount(resolution);
  if (bytes.length !== count * slotBytes) return Array.from({ length: count }, () => null);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, index) => {
    const average = view.getFloat32(index * slotBytes + 8, true);
    if (Number.isNaN(average)) return null;
    return {
      min: view.getFloat32(index * slotBytes, true),
      max: view.getFloat32(index * slotBytes + 4, true),
      average,
    };
  });
}
