"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useRouter, useSearchParams } from "next/navigation";
import { useTheme } from "next-themes";
import { useState } from "react";
import { useFreeze } from "@/components/capsule/use-freeze";
import {
  acknowledgeHref,
  onCallHref,
  referenceHref,
  rotateTokenHref,
  runbookHref,
  tracesHref,
} from "@/lib/links/routes";
import type { Overview } from "@/lib/oncall/types";
import { referenceRows } from "@/lib/plan/reference";
import { defaultRange, isRangeKey, rangeKeys } from "@/lib/ranges/ranges";
import { readPasted } from "@/lib/traces/search/read-pasted";
import { openHelp, setOverlay } from "./overlays";
import { actions, places } from "./palette-entries";
import { matchScore } from "./palette-match";
import { Group, Item } from "./palette-parts";
import { usePaletteEntries } from "./use-palette-entries";
import { useTokenEntries } from "./use-token-entries";
import { updateView, useView } from "./view-store";

/** Go anywhere and begin anything by typing, in the words that people use; a pasted trace id opens the trace. */
export function Palette() {
  const [text, setText] = useState("");
  const router = useRouter();
  const overviews = useQueryClient().getQueriesData<Overview>({ queryKey: ["overview"] });
  const routes = overviews.map(([, overview]) => overview?.routes).find((measured) => measured?.state === "ready");
  const tokens = useTokenEntries();
  const { runbooks, alerts } = usePaletteEntries();
  const { setTheme } = useTheme();
  const { utc } = useView();
  const { freeze } = useFreeze();
  const shown = useSearchParams().get("range") ?? "";
  const range = isRangeKey(shown) ? shown : defaultRange;
  const pasted = readPasted(text);
  const traceId = pasted && (pasted.kind === "trace" ? pasted.traceId : pasted.id);
  const close = () => setOverlay(null);
  const go = (href: Parameters<typeof router.push>[0]) => () => {
    close();
    router.push(href);
  };
  const run = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => !open && close()}
      label="Search"
      filter={matchScore}
      overlayClassName="fixed inset-0 z-40 bg-black/40"
      contentClassName="floating fixed top-[12vh] left-1/2 z-50 w-[36rem] max-w-[calc(100vw-1rem)] -translate-x-1/2 overflow-hidden"
    >
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Where to, what to do, or a trace id"
        className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none placeholder:text-ink-3"
      />
      <Command.List className="max-h-[50vh] overflow-auto p-2">
        <Command.Empty className="px-2 py-6 text-center text-ink-2">Nothing matches.</Command.Empty>
        {traceId ? (
          <Group heading="Trace">
            <Item value={`trace ${traceId}`} onSelect={go(tracesHref({ open: traceId }))} always>
              Open trace {traceId.slice(0, 16)}
            </Item>
          </Group>
        ) : null}
        <Group heading="Do">
          {actions.map(({ title, href, names }) => (
            <Item key={title} value={title} keywords={names} onSelect={go(href)}>
              {title}
            </Item>
          ))}
          {alerts.map(({ id, title }) => (
            <Item key={id} value={`Acknowledge: ${title}`} keywords={["alert", id]} onSelect={go(acknowledgeHref(id))}>
              Acknowledge: {title}
            </Item>
          ))}
          {text === ""
            ? null
            : tokens.map(({ id, name }) => (
                <Item key={id} value={`Rotate ${name}`} keywords={["token", id]} onSelect={go(rotateTokenHref(id))}>
                  Rotate {name}
                </Item>
              ))}
          <Item
            value={`Freeze the last ${range} into a capsule`}
            keywords={["incident", "snapshot"]}
            onSelect={run(() => freeze({ kind: "range", range }))}
          >
            Freeze the last {range} into a capsule
          </Item>
        </Group>
        <Group heading="Go to">
          {places.map(({ title, href, names }) => (
            <Item key={title} value={title} keywords={names} onSelect={go(href)}>
              {title}
            </Item>
          ))}
        </Group>
        <Group heading="Ranges">
          {rangeKeys.map((range) => (
            <Item key={range} value={`Last ${range}`} keywords={["range"]} onSelect={go(onCallHref({ range }))}>
              Last {range}
            </Item>
          ))}
        </Group>
        {routes?.state === "ready" && text !== "" ? (
          <Group heading="Routes">
            {routes.value.slice(0, 200).map(({ name }) => (
              <Item key={name} value={name} keywords={["route"]} onSelect={go(onCallHref({ route: name }))}>
                {name}
              </Item>
            ))}
          </Group>
        ) : null}
        {text !== "" && tokens.length > 0 ? (
          <Group heading="Tokens">
            {tokens.map(({ id, name, href }) => (
              <Item key={id} value={name} keywords={["token", id]} onSelect={go(href)}>
                {name}
              </Item>
            ))}
          </Group>
        ) : null}
        {text === "" ? null : (
          <Group heading="Runbooks and reference">
            {runbooks.map(({ slug, title }) => (
              <Item key={slug} value={`Runbook: ${title}`} keywords={[slug]} onSelect={go(runbookHref(slug))}>
                Runbook: {title}
              </Item>
            ))}
            {referenceRows.map(({ code, question }) => (
              <Item
                key={code}
                value={question}
                keywords={["reference"]}
                onSelect={go(referenceHref(`question-${code}`))}
              >
                {question}
              </Item>
            ))}
          </Group>
        )}
        <Group heading="View">
          <Item
            value="Show times in UTC or local"
            keywords={["view", "zone"]}
            onSelect={run(() => updateView((view) => ({ utc: !view.utc })))}
          >
            Show times {utc ? "in this machine's zone" : "in UTC"}
          </Item>
          {(["system", "light", "dark"] as const).map((theme) => (
            <Item
              key={theme}
              value={`Theme ${theme}`}
              keywords={["view", "colours"]}
              onSelect={run(() => setTheme(theme))}
            >
              Theme: {theme === "system" ? "as the system" : theme}
            </Item>
          ))}
          <Item value="Keys" keywords={["help", "shortcuts"]} onSelect={run(openHelp)}>
            Keys
          </Item>
        </Group>
      </Command.List>
    </Command.Dialog>
  );
}
