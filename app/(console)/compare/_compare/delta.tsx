import clsx from "clsx";

type Props = { value: number; text: string };

/** A change with its sign, in colour and in a word: more time or more failures is worse. */
export function Delta({ value, text }: Props) {
  if (text === "no change") return <span className="text-ink-2">no change</span>;
  const isWorse = value > 0;
  return (
    <span className={clsx("tabular whitespace-nowrap font-medium", isWorse ? "text-bad" : "text-ok")}>
      {text} {isWorse ? "worse" : "better"}
    </span>
  );
}
