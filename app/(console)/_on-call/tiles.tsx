"use client";
import { useNow } from "@/components/shell/clock";
import { SampleAge } from "@/components/ui/sample-age";
import { Figure, StatTile } from "@/components/ui/stat-tile";
import { TileUsual } from "@/components/usual/tile-usual";
import { formatAge } from "@/lib/format/quantity";
import type { Tile } from "@/lib/oncall/types";
import { freshenTile } from "./freshen-tile";
import { useOverview } from "./on-call-context";

/** The four figures above the fold. */
export function Tiles() {
  const { overview } = useOverview();
  const now = useNow(overview.generatedAtMs);
  return (
    <section
      id="tiles"
      tabIndex={-1}
      aria-label="Key figures"
      className="grid grid-cols-2 gap-2 md:gap-3 lg:grid-cols-4"
    >
      {overview.tiles.map((tile) => (
        <LiveTile
          key={tile.name}
          tile={freshenTile(tile, now, overview.scrapeIntervalMs)}
          now={now}
          renderedAtMs={overview.generatedAtMs}
        />
      ))}
    </section>
  );
}

function LiveTile({ tile, now, renderedAtMs }: { tile: Tile; now: number; renderedAtMs: number }) {
  const { sampledAtMs } = tile;
  const isAge = tile.name === "freshness" && sampledAtMs !== null;
  const age = sampledAtMs === null || isAge ? null : <SampleAge atMs={sampledAtMs} renderedAtMs={renderedAtMs} />;
  const figure = isAge ? <Figure text={`${formatAge(now - sampledAtMs)} old`} /> : tile.figure;
  return <StatTile {...tile} figure={figure} age={age} usual={<TileUsual name={tile.name} />} />;
}
