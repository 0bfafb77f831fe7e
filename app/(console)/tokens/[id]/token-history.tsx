import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import type { TokenEvent } from "@/lib/tokens/get-token";

const words: Record<string, string> = {
  "token.create": "created",
  "token.adopt": "adopted",
  "token.rotate": "rotation begun",
  "token.disable": "disabled",
  "token.enable": "enabled",
  "token.revoke": "revoked",
};

/** What was done to a token and by whom, from the audit log. */
export function TokenHistory({ history, nowMs }: { history: readonly TokenEvent[]; nowMs: number }) {
  return (
    <Panel id="history" title="History">
      <ul className="pb-2">
        {history.map(({ seq, atMs, actorName, action }) => (
          <li key={seq} className="flex justify-between gap-3 border-line border-t px-3 py-1.5">
            <span className="min-w-0 break-words">
              {words[action] ?? action} by {actorName}
            </span>
            <SampleAge atMs={atMs} renderedAtMs={nowMs} className="shrink-0 text-ink-3" />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
