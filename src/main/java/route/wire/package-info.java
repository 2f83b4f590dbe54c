/**
 * HTTP, the one way out of the house: sends, times out, redacts, and says honestly whether a call may have arrived. A
 * program of the user's own that answers in lines ({@code LineProgram}) is reached from here too.
 *
 * <p>It adds the API key under the header that a dialect names, so that no secret reaches a dialect, the store or a
 * log. It never repeats a call by itself. Imports the JDK, OkHttp at the edge, and of the domain only the exception
 * for a person's mistakes, an address or a key that cannot be used at all, and how files are made their owner's alone.
 */
package route.wire;
