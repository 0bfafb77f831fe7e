/** Share of all time spent in requests, as a bar with its figure. */
export function ImpactBar({ share }: { share: number | null }) {
  if (share === null) return <span className="text-ink-3">–</span>;
  return (
    <span className="flex items-center justify-end gap-2" title="Share of all time spent in requests">
      <svg
        aria-hidden="true"
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        className="h-1.5 min-w-0 flex-1 rounded-sm"
      >
        <rect width="100" height="6" fill="var(--hover)" />
        <rect width={Math.max(share * 100, 0.5)} height="6" fill="var(--chart-2)" />
      </svg>
      <span className="w-9 shrink-0 whitespace-nowrap text-right">
        {share > 0 && share < 0.01 ? "< 1 %" : `${Math.round(share * 100)} %`}
      </span>
    </span>
  );
}
