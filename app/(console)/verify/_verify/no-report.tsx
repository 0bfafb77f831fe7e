import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";

export const verifyCommand = "sudo /opt/honeydue-obs/verify.sh";

/** Nothing was verified yet, or what the verification left cannot be read: how to make it. */
export function NoReport({ state }: { state: "absent" | "unreadable" }) {
  return (
    <Panel id="verify" title={state === "absent" ? "Not verified yet" : "The report cannot be read"}>
      <div className="space-y-2 px-3 pb-3 text-sm">
        <p>
          {state === "absent"
            ? "The deployment has not been verified, so nothing is known about its limits, its gate and its isolation."
            : "The report that the last verification left is of another form than this console knows."}{" "}
          The checks need root on the host: they read what the kernel holds, which this console may not.
        </p>
        <p className="flex flex-wrap items-center gap-2">
          <code className="rounded bg-sunken px-2 py-1 text-xs">{verifyCommand}</code>
          <CopyButton text={verifyCommand} what="the command" />
        </p>
      </div>
    </Panel>
  );
}
