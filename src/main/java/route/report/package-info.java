/** Joins outcomes to rows: what the merged file says of each row, in the user's words; and what a sample says of the whole. */
package route.report;
