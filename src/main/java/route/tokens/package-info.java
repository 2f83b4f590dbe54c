/**
 * How many tokens a prompt has before it is bought: exact for OpenAI's tokenizers, a stated estimate for all others.
 *
 * <p>jtokkit holds the vocabularies and is the judge of every count; in front of it stand a hand-written splitter and
 * tables of piece counts, which make the same numbers several times faster. Counting is the dearest part of planning a
 * large file, so this is the one place of the house where speed decided the shape. Knows nothing of prices.
 */
package route.tokens;
