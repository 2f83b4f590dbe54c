/** Joins outcomes to rows: what the merged file says of each row, in the user's words. */
package route.report;
