/**
 * Exact amounts: the price book, and what usage costs by it. Integers only; every price has a source and a date.
 *
 * <p>Prices are picodollars (a millionth of a millionth of a dollar) per token, so that a single cached token has an
 * exact price. The built-in book is a resource of this room; it is rebuilt with {@code bin/update-prices}. A user's own
 * price file lies over it, model by model. A price says what a model costs, not that an account may use it.
 */
package route.money;
