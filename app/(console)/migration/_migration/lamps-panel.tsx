import { Moment } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import type { Migration } from "@/lib/migration/load-migration";
import type { Lamp } from "@/lib/migration/types";
import { lampLooks, lampTitles, whereLooks, wordsOf } from "@/lib/migration/words";
import { FinalizeButton } from "./finalize-button";
import { LooksList } from "./looks-list";

type Props = { migration: Migration; mayFinalize: boolean };

/** After the cutover: whether DNS has spread, by which box each source arrives, when the old one may go, the way back. */
export function LampsPanel({ migration, mayFinalize }: Props) {
  const { lamps, cutover, sources, generatedAtMs } = migration;
  return (
    <Panel id="cutover" title="Cutover and after">
      <ul className="divide-y divide-line border-line border-t">
        {lamps.map((lamp) => (
          <LampRow key={lamp.code} lamp={lamp} />
        ))}
      </ul>
      {cutover ? (
        <>
          <LooksList
            title="Resolvers"
            rows={cutover.resolvers.map(({ name, resolver, where }) => ({
              key: `${name} ${resolver}`,
              ...whereLooks[where],
              text: `${name}, ${resolver}`,
            }))}
          />
          <p className="border-line border-t px-3 py-2 text-[0.8125rem] text-ink-2" data-way-back="">
            The way back is open until the old box is switched off: migrate.sh rollback there. This box took over{" "}
            <SampleAge atMs={cutover.atMs} renderedAtMs={generatedAtMs} />, and so much of metrics and traces would stay
            behind on it.
          </p>
        </>
      ) : null}
      <LooksList
        title="Sources of the last 24 hours"
        rows={sources.map(({ token, scope, address, agent, by, lastAtMs }) => ({
          key: `${token} ${scope} ${address} ${agent}`,
          health: by === "straight" ? "ok" : "warn",
          word: by === "straight" ? "straight" : "by the old box",
          text: `${token} ${scope} ${address} ${agent}`,
          atMs: lastAtMs,
        }))}
      />
      <p className="border-line border-t px-3 py-2 text-ink-3 text-xs">
        A move stops the old stack with its console: a second one would send every alert twice and go on with tokens and
        an audit log of its own. The old box passes pages and pushes on to the new one.
      </p>
      {mayFinalize ? <FinalizeButton /> : null}
    </Panel>
  );
}

function LampRow({ lamp: { code, state, because, untilMs } }: { lamp: Lamp }) {
  return (
    <li data-lamp={code} data-state={state} className="flex flex-wrap items-center gap-x-2 px-3 py-2">
      <span className="w-22">
        <StateBadge health={lampLooks[state].health} word={lampLooks[state].word} />
      </span>
      <span className="font-medium">{lampTitles[code]}</span>
      <span className="w-full text-ink-2 text-xs sm:w-auto sm:flex-1 sm:text-right">
        {wordsOf(because)} {untilMs === null ? null : <Moment atMs={untilMs} />}
      </span>
    </li>
  );
}
