/**
 * Gives each row a tier: by the tier it pins, by named rules of which the first match wins, then by a score that can be
 * explained signal by signal.
 *
 * <p>Pure functions from a prompt to a decision; no files but the word list inside the jar, no network, no state between
 * rows. {@code Scorer} is the seam at which a trained model may take the place of the plain one.
 */
package route.classify;
