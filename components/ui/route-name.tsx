/** "POST /api/documents/" with the method set back, so that paths line up for the eye. */
export function RouteName({ name }: { name: string }) {
  const space = name.indexOf(" ");
  return space < 0 ? (
    name
  ) : (
    <>
      <span className="font-medium text-2xs text-ink-3 tracking-wide">{name.slice(0, space)}</span>{" "}
      <span className="font-medium">{name.slice(space + 1)}</span>
    </>
  );
}
