/**
 * Exact amounts: the price book, what usage costs, and the budget. Integers only; a price has a source and a date.
 */
package route.money;
