import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import type { Actor } from "@/lib/actor/actor";
import { loadSetUp } from "@/lib/settings/load-set-up";

/** What of the set-up is unfinished; the list goes away as its items are done. */
export async function SetUpPanel({ actor }: { actor: Actor }) {
  const items = await loadSetUp(actor);
  if (items.length === 0) return null;
  return (
    <Panel
      id="set-up"
      title="Unfinished set-up"
      aside={<span className="text-ink-3 text-xs">goes away when it is done</span>}
    >
      <ul className="pb-1 text-[0.8125rem]">
        {items.map(({ code, text, href, act }) => (
          <li key={code} data-set-up={code} className="px-3 py-1 text-ink-2">
            {text}{" "}
            <Link href={href} prefetch={false} className="whitespace-nowrap text-accent underline underline-offset-2">
              {act}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
