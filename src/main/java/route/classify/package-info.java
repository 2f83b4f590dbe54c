/**
 * Gives each row a tier: by the tier it pins, by named rules of which the first match wins, then by a score that can be
 * explained signal by signal.
 *
 * <p>Pure functions from a prompt to a decision; no files but the word list and the weights inside the jar, no network, no
 * state between rows. One pass over the text ({@code Reader}) fills {@code Features}; {@code Weights} make of them an
 * {@code Outlook} (which kind of prompt it is, what a strong model gains there, how its shape is), and {@code Judgement}
 * adds the cues set by hand. What the weights are trained on, what they are worth and where they fail is in MODEL.md
 * beside them; {@code bin/train} makes, checks and measures them. {@code Tuning} fits a user's own outcomes to a profile,
 * {@code Leaning} judges by one, and a {@code Verdict} prefers what somebody who was asked said of the row.
 */
package route.classify;
