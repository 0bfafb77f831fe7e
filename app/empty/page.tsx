/** A page without anything: what the benchmark compares the JavaScript of the other pages with. */
export default function EmptyPage() {
  return <p>This page is empty on purpose.</p>;
}
