import { ReasonForm } from "@/components/form/reason-form";
import { Moment } from "@/components/ui/moment";
import type { Firing, TriggersReport } from "@/lib/triggers/types";
import { clearFailureDomainAction } from "../actions";
import { FailureDomainForm } from "./failure-domain-form";
import { Facts, TriggerCard } from "./trigger-card";

type Props = {
  status: TriggersReport["failureDomain"];
  firing: Firing | undefined;
  atMs: number;
  mayChange: boolean;
};

/** The trigger that only the owner can know: honeyDue must not go down with 88oakapps. */
export function FailureDomainCard({ status, firing, atMs, mayChange }: Props) {
  return (
    <TriggerCard name="failure-domain" status={status}>
      <p className="px-3 pb-2 text-ink-3 text-xs">
        A kernel panic on this host loses PostHog and honeyDue's telemetry at once. Whether that is acceptable is yours
        to say.
      </p>
      {mayChange ? (
        firing ? (
          <ReasonForm
            action={clearFailureDomainAction}
            label="Take it back with a reason"
            hint="The banner goes and the channels are told. It stays in the history."
            button="Clear"
            done="Cleared"
          />
        ) : (
          <FailureDomainForm today={new Date(atMs).toISOString().slice(0, 10)} />
        )
      ) : (
        <p className="px-3 pb-3 text-ink-3 text-xs">An admin can set it.</p>
      )}
      {firing ? (
        <Facts
          rows={[
            ["Since", <Moment key="since" atMs={firing.startedAtMs} />],
            ["Set", <Moment key="set" atMs={firing.firedAtMs} />],
            ["By", firing.evidence.setBy ?? "not known"],
          ]}
        />
      ) : null}
    </TriggerCard>
  );
}
