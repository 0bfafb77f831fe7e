import Link from "next/link";
import { laneTitles } from "@/lib/dependencies/lane-words";
import { type LaneName, laneNames } from "@/lib/dependencies/types";
import { dependencyHref, onCallHref } from "@/lib/links/routes";
import type { RangeKey } from "@/lib/ranges/ranges";

/** The way back and the other dependencies. */
export function LaneNav({ current, range }: { current: LaneName; range: RangeKey }) {
  return (
    <nav aria-label="Dependencies" className="flex flex-wrap gap-1">
      <Link href={onCallHref({ range })} prefetch={false} className="control">
        On-call
      </Link>
      {laneNames.map((name) => (
        <Link
          key={name}
          href={dependencyHref(name, { range })}
          prefetch={false}
          aria-current={name === current ? "page" : undefined}
          className="control aria-[current=page]:bg-accent-tint aria-[current=page]:font-medium aria-[current=page]:text-accent"
        >
          {laneTitles[name]}
        </Link>
      ))}
    </nav>
  );
}
