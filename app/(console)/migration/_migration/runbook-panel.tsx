import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import type { RunbookStep } from "@/lib/migration/runbook";
import { PrintButton } from "./print-button";

/** The steps for a person, with the real values; printed, it is a page of its own. */
export function RunbookPanel({ steps }: { steps: readonly RunbookStep[] }) {
  return (
    <Panel id="runbook" title="Runbook" aside={<PrintButton panelId="runbook" />}>
      <ol className="list-decimal space-y-2 py-1 pr-3 pb-3 pl-8 text-[0.8125rem]">
        {steps.map(({ text, command }) => (
          <li key={text}>
            <span className="block max-w-prose">{text}</span>
            {command ? (
              <span className="mt-1 flex min-w-0 items-center gap-1">
                <code className="min-w-0 break-words rounded bg-sunken px-1.5 py-1 text-xs [overflow-wrap:anywhere]">
                  {command}
                </code>
                <CopyButton text={command} what="the command" />
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
