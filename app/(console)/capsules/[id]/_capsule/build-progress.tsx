"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { getOwnJson } from "@/components/client/get-own-json";
import type { CapsuleInfo } from "@/lib/capsule/types";
import { capsuleStateApiPath } from "@/lib/links/api-paths";

const pollMs = 500;

/** How far a capsule is; the page shows it as soon as it is made. Leaving does not stop it. */
export function BuildProgress({ initial }: { initial: CapsuleInfo }) {
  const router = useRouter();
  const { data, error } = useQuery<CapsuleInfo>({
    queryKey: ["capsule", initial.id],
    queryFn: ({ signal }) => getOwnJson<CapsuleInfo>(capsuleStateApiPath(initial.id), signal),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.state === "building" ? pollMs : false),
  });
  const isOver = data.state !== "building";
  useEffect(() => {
    if (isOver) router.refresh();
  }, [isOver, router]);
  const { done, of, doing } = data.progress ?? { done: 0, of: 1, doing: "what was found" };
  return (
    <section className="panel mx-auto mt-3 max-w-xl p-4" aria-labelledby="building" data-building={data.state}>
      <h1 id="building" className="font-semibold text-lg">
        Freezing
      </h1>
      <p className="mt-1 text-ink-2" role="status">
        {isOver ? "Done, opening it." : `Collecting ${doing}, step ${Math.min(of, done + 1)} of ${of}.`}
      </p>
      <progress className="mt-3 h-2 w-full accent-(--accent)" max={of} value={isOver ? of : done} aria-label="Steps" />
      <p className="mt-3 text-ink-3 text-xs">
        {error ? `${error.message} The console asks again.` : "It goes on when you leave this page; the address stays."}
      </p>
    </section>
  );
}
