/**
 * For what a phone shows last on a page that is a column: a thumb reaches the rows that lead on before the pictures, which
 * take a screen each there.
 */
export const phoneLast = "max-md:order-1";
