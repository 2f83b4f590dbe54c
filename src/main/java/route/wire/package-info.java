/**
 * HTTP, the one way out of the house: sends, times out, redacts, and says honestly whether a call may have arrived.
 *
 * <p>It adds the API key under the header that a dialect names, so that no secret reaches a dialect, the store or a
 * log. It never repeats a call by itself. Imports the JDK and, at the edge, OkHttp.
 */
package route.wire;
