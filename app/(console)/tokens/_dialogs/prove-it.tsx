"use client";
import { useState } from "react";
import { useAction } from "@/components/form/use-action";
import { StateIcon } from "@/components/ui/state-badge";
import { formatDuration } from "@/lib/format/quantity";
import type { Health } from "@/lib/measured";
import type { Hop, Proof } from "@/lib/tokens/prove/hop";
import { proveTokenAction } from "../actions";

const healthOf: Record<Hop["state"], Health> = { ok: "ok", failed: "bad", "not-reached": "unknown" };

/** Uses the token as its senders will (a sample, a span, a deploy that is not stored) and shows each hop with its time. */
export function ProveIt({ token, forDeploys }: { token: string; forDeploys: boolean }) {
  const [proof, setProof] = useState<Proof | null>(null);
  const { errors, pending, run } = useAction();
  const prove = () => {
    setProof(null);
    run(() => proveTokenAction(token), { doing: "send with this token", onDone: setProof });
  };
  const complaint = pending ? undefined : Object.values(errors)[0];
  return (
    <section aria-label="Prove it">
      <div className="flex flex-wrap items-center gap-3">
        <button
          type="button"
          className="control border border-line-strong font-medium"
          aria-disabled={pending}
          onClick={prove}
        >
          {pending ? "Sending and reading back" : "Prove it"}
        </button>
        <p className="min-w-0 flex-1 text-[0.8125rem] text-ink-2">
          {forDeploys
            ? "Tells this console a deploy with this token, through its public address. Nothing is stored."
            : "Sends a sample or a span through the gate with this token and reads it back."}
        </p>
      </div>
      <div role="status" className="mt-2 space-y-2">
        {complaint ? <p className="font-medium text-bad">{complaint}</p> : null}
        {proof?.state === "cannot" ? (
          <p className="flex items-start gap-2 rounded-md bg-unknown-tint p-3">
            <StateIcon health="unknown" /> <span>Cannot be proven from here. {proof.reason}</span>
          </p>
        ) : null}
        {proof && proof.state !== "cannot"
          ? proof.paths.map(({ title, hops }) => (
              <ol key={title} aria-label={title} className="rounded-md bg-sunken p-3">
                {hops.map((hop) => (
                  <li
                    key={hop.title}
                    data-hop={hop.title}
                    data-state={hop.state}
                    className="flex items-start gap-2 py-0.5"
                  >
                    <StateIcon health={healthOf[hop.state]} />
                    <span className="min-w-0 flex-1">
                      {hop.title}:{" "}
                      <span className={hop.state === "failed" ? "text-bad" : "text-ink-2"}>{hop.detail}</span>
                    </span>
                    <span className="tabular text-ink-3">
                      {hop.durationMs === null ? "" : formatDuration(hop.durationMs)}
                    </span>
                  </li>
                ))}
              </ol>
            ))
          : null}
      </div>
    </section>
  );
}
