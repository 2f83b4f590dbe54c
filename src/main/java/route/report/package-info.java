/**
 * Joins outcomes to rows, in the user's words; says what a sample means for the whole; shows the bill as a page, and
 * compares it with a provider's own account; writes what hooks are told, and says when an alert's limit is passed.
 * Nothing here asks the store: what is shown comes in as records.
 */
package route.report;
