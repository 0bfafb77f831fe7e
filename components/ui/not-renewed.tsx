"use client";
import { SampleAge } from "./sample-age";

/** Over a page whose newest question failed: why, and how old is what still stands there. Nothing without a failure. */
export function NotRenewed({ error, atMs }: { error: Error | null; atMs: number }) {
  if (error === null) return null;
  return (
    <p role="alert" className="panel px-3 py-2 font-medium text-bad">
      {error.message} What stands here is <SampleAge atMs={atMs} renderedAtMs={atMs} suffix=" old" />.
    </p>
  );
}
