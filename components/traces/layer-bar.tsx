import { formatPercent } from "@/lib/format/quantity";
import { type Layer, layerTitles } from "@/lib/traces/layers";

export const layerColor = (layer: Layer) => `var(--layer-${layer})`;

type Props = {
  shares: readonly { layer: Layer; share: number }[] /** Width as a share of the longest beside it. */;
  scale?: number;
};

/** A tiny bar of where a request's time went; its figures are its label. */
export function LayerBar({ shares, scale = 1 }: Props) {
  const label = shares.map(({ layer, share }) => `${layerTitles[layer]} ${formatPercent(share)}`).join(", ");
  return (
    <span
      role="img"
      aria-label={`Time: ${label}`}
      title={label}
      className="block h-2 w-full overflow-hidden rounded-sm bg-hover"
    >
      <span className="flex h-full" style={{ width: `${Math.max(1.5, scale * 100)}%` }}>
        {shares.map(({ layer, share }) => (
          <span key={layer} style={{ width: `${share * 100}%`, background: layerColor(layer) }} />
        ))}
      </span>
    </span>
  );
}

type KeyProps = {
  layers: readonly Layer[] /** What is said of each beside its name. */;
  textOf?: (layer: Layer) => string;
};

/** What the colours of the layers mean. */
export function LayerKey({ layers, textOf }: KeyProps) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 text-2xs text-ink-2">
      {layers.map((layer) => (
        <li key={layer} className="flex items-center gap-1.5">
          <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2">
            <rect width="8" height="8" rx="2" fill={layerColor(layer)} />
          </svg>
          {layerTitles[layer]}
          {textOf ? ` ${textOf(layer)}` : ""}
        </li>
      ))}
    </ul>
  );
}
