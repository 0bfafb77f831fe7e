"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useRouter, useSearchParams } from "next/navigation";
import { useTheme } from "next-themes";
import { useState } from "react";
import { useFreeze } from "@/components/capsule/use-freeze";
import { onCallHref, tracesHref } from "@/lib/links/routes";
import type { Overview } from "@/lib/oncall/types";
import { defaultRange, isRangeKey, rangeKeys } from "@/lib/ranges/ranges";
import { readPasted } from "@/lib/traces/search/read-pasted";
import { openHelp, setOverlay } from "./overlays";
import { pages } from "./pages";
import { Group, Item } from "./palette-parts";
import { useTokenEntries } from "./use-token-entries";
import { updateView, useView } from "./view-store";

/** Go anywhere by typing: pages, ranges, routes, tokens by name; a pasted trace id opens the trace. */
export function Palette() {
  const [text, setText] = useState("");
  const router = useRouter();
  const overviews = useQueryClient().getQueriesData<Overview>({ queryKey: ["overview"] });
  const routes = overviews.map(([, overview]) => overview?.routes).find((measured) => measured?.state === "ready");
  const tokens = useTokenEntries();
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
      overlayClassName="fixed inset-0 z-40 bg-black/40"
      contentClassName="floating fixed top-[12vh] left-1/2 z-50 w-[36rem] max-w-[calc(100vw-1rem)] -translate-x-1/2 overflow-hidden"
    >
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder={
          tokens.length > 0 ? "Page, range, route, token, or a trace id" : "Page, range, route, or a trace id"
        }
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
        <Group heading="Pages">
          {pages.map(({ title, href }) => (
            <Item key={title} value={`page ${title}`} onSelect={go(href)}>
              {title}
            </Item>
          ))}
        </Group>
        <Group heading="Ranges">
          {rangeKeys.map((range) => (
            <Item key={range} value={`range last ${range}`} onSelect={go(onCallHref({ range }))}>
              Last {range}
            </Item>
          ))}
        </Group>
        {routes?.state === "ready" && text !== "" ? (
          <Group heading="Routes">
            {routes.value.slice(0, 200).map(({ name }) => (
              <Item key={name} value={`route ${name}`} onSelect={go(onCallHref({ route: name }))}>
                {name}
              </Item>
            ))}
          </Group>
        ) : null}
        {text !== "" && tokens.length > 0 ? (
          <Group heading="Tokens">
            {tokens.map(({ id, name, href }) => (
              <Item key={id} value={`token ${name} ${id}`} onSelect={go(href)}>
                {name}
              </Item>
            ))}
          </Group>
        ) : null}
        <Group heading="Incident">
          <Item value="incident freeze capsule" onSelect={run(() => freeze({ kind: "range", range }))}>
            Freeze the last {range} into a capsule
          </Item>
        </Group>
        <Group heading="View">
          <Item value="view times utc local" onSelect={run(() => updateView((view) => ({ utc: !view.utc })))}>
            Show times {utc ? "in this machine's zone" : "in UTC"}
          </Item>
          {(["system", "light", "dark"] as const).map((theme) => (
            <Item key={theme} value={`view theme ${theme}`} onSelect={run(() => setTheme(theme))}>
              Theme: {theme === "system" ? "as the system" : theme}
            </Item>
          ))}
          <Item value="view keys help shortcuts" onSelect={run(openHelp)}>
            Keys
          </Item>
        </Group>
      </Command.List>
    </Command.Dialog>
  );
}
