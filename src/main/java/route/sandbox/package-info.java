/**
 * A provider to practise on: a small server on loopback that speaks the providers' own protocols, so that the same
 * dialects, wire, store and money code run as for the real ones.
 *
 * <p>It keeps nothing in memory. Uploads and batches are files, written aside and renamed into place, never rewritten;
 * a cancellation is a second file beside the first. What each row comes to is written down when its batch is made, the
 * same request having the same answer; where the batch stands is worked out from when that was. So a later process, or
 * a second one beside the first, continues the same batches.
 *
 * <p>Its answers say that they are simulated, its token counts are estimates by length and no tokenizer's. It imports
 * the words of the house and speaks the protocols itself; that it shares no code with the dialects is the point.
 * Sources of the shapes: the OpenAI batch guide and API reference, the Anthropic Message Batches guide, 2026-09.
 */
package route.sandbox;
