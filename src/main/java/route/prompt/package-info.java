/**
 * Turns the fields of a row into what is asked of a model: a filled template, a prompt column, chat messages, or a whole
 * line of the OpenAI Batch API; and reads what the row says about itself (id, tier, model, tag, ...).
 *
 * <p>What is wrong with the header is the user's mistake and stops everything before the first row; what is wrong with one
 * row is a value that names the field. Text is passed on as it was written: never trimmed, never expanded a second time.
 * Knows nothing of files, providers or prices.
 */
package route.prompt;
