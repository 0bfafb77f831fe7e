import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { formatDuration } from "@/lib/format/quantity";
import type { Flight } from "@/lib/migration/judge/judge-flight";
import type { HostsLook } from "@/lib/migration/look-at-hosts";
import type { MovePlanView } from "@/lib/migration/plan-move";

type Props = { plan: MovePlanView | null; flight: Flight; hosts: HostsLook };

const script = "/opt/honeydue-obs/migrate.sh";

/** The steps for a person, with the real values; printed, it is a page. */
export function RunbookPanel({ plan, flight, hosts }: Props) {
  const target = plan?.targetAddress ?? "ADDRESS";
  const names = hosts.dns.map(({ name }) => name).join(", ") || "the three hosts";
  const url = `https://${target.includes(":") ? `[${target}]` : target}`;
  const move = `sudo ${script} move --to root@${target} --forward-to ${url}`;
  const gap = flight.gapMs === null ? "not known before a rehearsal" : `about ${formatDuration(flight.gapMs)}`;
  const steps: { text: string; command?: string }[] = [
    { text: `A day before: lower the TTL of ${names} to 300 s.` },
    { text: "Rehearse. Read its times above.", command: `sudo ${script} rehearse` },
    {
      text: "On the new box: Ubuntu 24.04 with Docker, nginx, rsync and 512 MB of swap; root reaches it by ssh with a key.",
    },
    { text: "Look at both boxes and print what would be done.", command: `${move} --dry-run` },
    {
      text: `Move. The gap is ${gap}. If it stops at a step, it says why; the same command goes on from there.`,
      command: move,
    },
    { text: `Change the address records of ${names} to ${target}; remove IPv6 records that lead to the old box.` },
    {
      text: "Here, on the new box's console: wait until the old box may be switched off. Sources that still hold the old address are passed on; none loses data.",
    },
    {
      text: "To go back, on the old box, at any time before it is switched off:",
      command: `sudo ${script} rollback`,
    },
    { text: "Switch the old box off, then close the move above." },
  ];
  return (
    <Panel id="runbook" title="Runbook">
      <ol className="list-decimal space-y-1.5 py-1 pr-3 pb-3 pl-8 text-[0.8125rem]">
        {steps.map(({ text, command }) => (
          <li key={text}>
            {text}
            {command ? (
              <span className="flex min-w-0 items-center gap-1">
                <code className="min-w-0 break-all text-xs">{command}</code>
                <CopyButton text={command} what="the command" />
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
